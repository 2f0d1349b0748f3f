# SPDX-License-Identifier: Apache-2.0
"""Words that the generated Items are made of."""

ORGANISATIONS = [
    ("Northfield Remote Sensing Lab", "northfield-rs"),
    ("Fernerkundung Bergwald e.V.", "bergwald"),
    ("Institut géographique d'Amblève", "ig-ambleve"),
    ("Laboratório de Observação Costeira", "lab-costeira"),
    ("Terra Lupa Oy", "terra-lupa"),
    ("北斗農業リモートセンシング研究室", "hokuto-agri"),
    ("Open Canopy Collective", "open-canopy"),
    ("Środowisko i Dane", "sid-data"),
    ("Delta Water Watch", "delta-water"),
    ("Åsgård Earth Analytics", "asgard-ea"),
    ("Cordillera GeoAI", "cordillera"),
    ("Savanna Signals Ltd.", "savanna-signals"),
]

PLACES = [
    "Bavaria", "the Po valley", "Île-de-France", "the Mekong delta", "São Paulo state", "Hokkaidō",
    "northern Sweden", "the Okavango delta", "Kraków and its surroundings", "the Great Plains",
    "Tasmania", "the Nile valley", "Punjab", "the Andes above 3,000 m", "Flanders", "Aotearoa",
    "western Kenya", "the Baltic coast", "Nunavut", "the Iberian peninsula", "Ōsaka bay",
]

TOPICS = {
    "classification": ["Scene Tags", "Land Use Tiles", "Local Climate Zones", "Patch Labels"],
    "scene-classification": ["Scene Classifier", "Land Use Tiles", "Weather Scenes"],
    "semantic-segmentation": ["Land Cover", "Cloud Mask", "Flood Extent", "Burned Area", "Field Types"],
    "instance-segmentation": ["Building Outlines", "Tree Crowns", "Field Boundaries"],
    "panoptic-segmentation": ["Urban Panoptic", "Parcel Panoptic"],
    "object-detection": ["Ship Finder", "Vehicle Finder", "Solar Panels", "Storage Tanks"],
    "regression": ["Canopy Height", "Crop Yield", "Biomass", "Soil Moisture", "Snow Depth"],
    "downscaling": ["Temperature Downscaling", "Wind Downscaling", "Rain Downscaling"],
    "super-resolution": ["Sharpening", "Band Upsampling"],
    "similarity-search": ["Scene Embeddings", "Image Retrieval"],
    "generative": ["Gap Filling", "Cloud Removal", "SAR Translation"],
    "image-captioning": ["Scene Captions", "Damage Captions"],
}

ARCHITECTURES = {
    "classify": ["ResNet", "EfficientNet-B0", "ConvNeXt", "Vision Transformer", "Swin Transformer",
                 "DenseNet", "MobileNetV3", "VGG"],
    "segment": ["U-Net", "DeepLabV3+", "SegFormer", "UPerNet", "FPN", "HRNet", "unknown"],
    "detect": ["Faster R-CNN", "YOLOX", "RetinaNet", "DETR", "Mask R-CNN", "FCOS"],
    "generate": ["GAN", "Diffusion", "ESRGAN", "SwinIR", "Latent Diffusion"],
    "embed": ["Masked Autoencoder", "Vision Transformer", "CLIP", "DINO"],
    "series": ["LSTM", "TempCNN", "Temporal Attention Encoder", "Transformer", "Random Forest"],
}

# machine name, description, colour
CLASS_SETS = {
    "land-cover": [
        ("trees", "Trees", "1B5E20"), ("shrub", "Shrubs below 5 m", "8D9A3B"), ("grass", "Grassland", "C6E377"),
        ("crops", "Cropland", "FFD966"), ("built", "Built-up area", "C62828"), ("bare", "Bare or sparse ground", "BCAAA4"),
        ("snow", "Snow and ice", "F5F5F5"), ("water", "Permanent water", "1565C0"), ("wetland", "Herbaceous wetland", "26A69A"),
        ("mangrove", "Mangroves", "00695C"), ("moss", "Moss and lichen", "E8D9A0")],
    "scenes": [
        ("field", "Annual crops", "E0C060"), ("wood", "Forest", "2E7D32"), ("meadow", "Meadow and herbs", "AED581"),
        ("motorway", "Motorway", "757575"), ("works", "Industrial buildings", "8E24AA"), ("pasture", "Pasture", "9CCC65"),
        ("orchard", "Orchards and vines", "AFB42B"), ("homes", "Residential buildings", "EF6C00"),
        ("stream", "River", "4FC3F7"), ("lake", "Sea or lake", "01579B")],
    "crops": [
        ("wheat", "Winter wheat (Weizen, blé d'hiver)", "D4A017"), ("maize", "Maize", "F4D03F"), ("rape", "Rapeseed", "F7DC6F"),
        ("beet", "Sugar beet (Zuckerrübe)", "AF7AC5"), ("potato", "Potatoes", "A04000"), ("rice", "Paddy rice (水田)", "48C9B0"),
        ("soy", "Soy beans", "7D6608"), ("sun", "Sunflower", "F39C12"), ("barley", "Spring barley", "E5C07B"),
        ("rye", "Rye", "B9770E"), ("oat", "Oats", "EDBB99"), ("vine", "Vineyard", "6C3483"), ("olive", "Olive grove", "556B2F"),
        ("cotton", "Cotton", "FDFEFE"), ("sugar", "Sugar cane (cana-de-açúcar)", "58D68D"), ("hop", "Hops", "1D8348"),
        ("fallow", "Fallow land", "CCD1D1"), ("other", "Any other crop", "808B96")],
    "clouds": [
        ("clear", "Clear sky", "90CAF9"), ("thick", "Thick cloud", "FFFFFF"), ("thin", "Thin cloud or haze", "CFD8DC"),
        ("shadow", "Cloud shadow", "37474F")],
    "flood": [("dry", "Dry land", "D7CCC8"), ("flooded", "Flooded \"open\" water", "0277BD")],
    "burn": [
        ("unburned", "Not burned", "A5D6A7"), ("low", "Low severity", "FFF176"), ("medium", "Medium severity", "FFB74D"),
        ("high", "High severity", "D84315"), ("crown", "Complete crown loss", "4E342E")],
    "vessels": [
        ("cargo", "Cargo ship", "3949AB"), ("tanker", "Tanker", "5E35B1"), ("fishing", "Fishing boat", "00897B"),
        ("ferry", "Ferry", "F4511E"), ("tug", "Tug boat", "6D4C41"), ("sail", "Sailing boat", "FDD835")],
    "urban": [
        ("house", "Detached house", "E57373"), ("block", "Apartment block", "BA68C8"), ("shed", "Shed or garage", "A1887F"),
        ("pool", "Swimming pool", "4DD0E1"), ("panel", "Solar panel", "1A237E"), ("tank", "Storage tank", "90A4AE"),
        ("car", "Car", "FF8A65"), ("truck", "Lorry", "8D6E63"), ("crane", "Harbour crane", "FFCA28"),
        ("tree", "Single tree", "66BB6A"), ("court", "Sports court", "7CB342"), ("bridge", "Bridge", "546E7A")],
    "trees": [
        ("spruce", "Spruce (Fichte)", "1B4F3A"), ("pine", "Pine", "2E6B4F"), ("fir", "Silver fir", "145A32"), ("larch", "Larch", "A9B84C"),
        ("beech", "Beech (hêtre)", "7DCE5A"), ("oak", "Oak", "6E8B3D"), ("birch", "Birch (björk)", "D5F5A3"), ("alder", "Alder", "4A7C59"),
        ("dead", "Standing dead wood", "8B7D6B")],
}

SENTENCES = [
    "Trained on {place} with labels that two annotators agreed on.",
    "Expects surface reflectance; top-of-atmosphere values lower the score by some points.",
    "The weights were averaged over the last {n} epochs.",
    "Tiles with more than {n} % cloud were left out of the training data.",
    "Not tested outside {place}; results in mountains (slopes > 30°) should be checked by hand.",
    "Successor of the model that was published in the spring; the encoder is the same.",
    "Validation used {n} blocks of 5 × 5 km that the training never saw.",
    "Please read the \"limits\" chapter of the model card before any operational use.",
    "Geeignet für Kacheln mit 10 m Auflösung, getestet in {place}.",
    "Modèle entraîné avec des données ouvertes ; précision moyenne ≈ 0,{n}.",
    "学習データは公開されています。",
    "Inference of one tile takes about {n} ms on a small GPU.\nMemory use grows with the tile size.",
    "Model dostępny bezpłatnie do badań naukowych.",
    "The loss combines cross-entropy and a Dice term (weight 0.{n}).",
    "Paths inside the archive follow the layout C:\\models\\{n} of the first release.",
]

KEYWORDS = ["machine learning", "deep learning", "Sentinel-2", "land cover", "open data", "forêt", "agriculture",
            "Überflutung", "GeoAI", "weights", "benchmark", "climate", "urban", "ocean", "snow", "U-Net"]

LICENSES = ["Apache-2.0", "MIT", "CC-BY-4.0", "CC-BY-SA-4.0", "BSD-3-Clause", "proprietary", "CC0-1.0"]
HOSTS = ["models.example.org", "data.example.com", "stac.example.net", "weights.example.edu", "hub.example.io"]
DATASETS = ["EuroSAT", "ImageNet", "SSL4EO-S12", "BigEarthNet", "SEN12MS", "Functional Map of the World",
            "an in-house archive of 41,000 tiles", "Åland orthophotos 2021"]
