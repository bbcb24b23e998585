"""Reads a catalogue as CKAN's harvester does and prints its datasets as JSON. Run in the environment of ckan.txt."""

import json
import sys
from pathlib import Path

from ckanext.dcat.processors import RDFParser

parser = RDFParser()
parser.parse(Path(sys.argv[1]).read_text("utf-8"), "turtle")
print(json.dumps(list(parser.datasets()), ensure_ascii=False))
