"""What the map of the world does with shapes that are no State's and areas that have no shape; docs/reference/map.md
gives the reasons.

Codes are ISO 3166 alpha-3; those of shapes without such a code are the file's own.
"""

# A shape that is drawn as part of another one.
PART_OF = {
    "ALA": "FIN",  # Åland Islands
    "ATC": "AUS",  # Ashmore and Cartier Islands
    "CYN": "CYP",  # the north of Cyprus
    "HKG": "CHN",  # Hong Kong, China
    "IOA": "AUS",  # Christmas Island and the Cocos (Keeling) Islands
    "MAC": "CHN",  # Macao, China
    "SOL": "SOM",  # the north of Somalia
    "TWN": "CHN",  # Taiwan Province of China
    "XKX": "SRB",  # Kosovo, under Security Council resolution 1244 (1999)
}
# Drawn, with the colour of no State: its status is not determined, or it belongs to none.
NO_STATE = {
    "KAS": "Siachen Glacier, in Jammu and Kashmir, whose final status has not been agreed upon by the parties",
    "ESH": "Western Sahara, a Non-Self-Governing Territory",
}
# Ice, beyond the lower edge.
NOT_DRAWN = {"ATA", "ATF", "HMD", "SGS"}
# Areas of the standard M49 that are in the shape of another one, or too small for the file. None is a State.
WITHOUT_SHAPE = {
    "BES": "NLD",
    "BVT": None,
    "CCK": "AUS",
    "CXR": "AUS",
    "GIB": None,
    "GLP": "FRA",
    "GUF": "FRA",
    "MTQ": "FRA",
    "MYT": "FRA",
    "REU": "FRA",
    "SJM": "NOR",
    "TKL": None,
    "UMI": None,
}
