# Forwards to scripts/, which do the work and explain themselves in their first lines.
COMMANDS := demo test bench fuzz differential lint fmt install
.PHONY: $(COMMANDS)
$(COMMANDS):
	@scripts/$@
