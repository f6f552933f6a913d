"""Reports: a blueprint makes a language-neutral tree, speech puts it into a language, renderers set it."""
