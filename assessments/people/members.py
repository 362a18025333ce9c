"""The member countries of the Universal Postal Union, with the geographical group of each; codes of ISO 3166 only.

Members: the 193 members of the United Nations without Andorra, the Marshall Islands, Micronesia and Palau; the Vatican; and
two of several territories each, the overseas territories of the United Kingdom, and Aruba, Curaçao and Sint Maarten.
Source: International Bureau of the UPU, "List of member countries", position at 15 June 2015, Berne 2015 (192 members; none
has joined or left since), https://www.upu.int/en/universal-postal-union/about-upu/member-countries.

Groups: the five of the same list (I Americas, II Eastern Europe and Northern Asia, III Western Europe, IV Southern Asia and
Oceania, V Africa). The list was read for AF to BN in the order of its French names; the others follow their continent, in
Europe and Northern Asia the neighbours that were read. Where that does not decide there is no group: the secretariat
fills it in.
"""

from assessments.models import Operator
from assessments.people.countries import country_name

AMERICAS, EAST, WEST, SOUTH, AFRICA = Operator.Region
GROUPS = {
    AMERICAS: """AG AR AW BB BO BR BS BZ CA CL CO CR CU DM DO EC GD GT GY HN HT JM KN LC MX NI PA PE PY SR SV TT US UY VC VE""",
    EAST: """AM AZ BA BG BY CZ EE GE HR HU KG KZ LT LV MD ME MK PL RO RS RU SI SK TJ TM UA UZ""",
    WEST: """AL AT BE CH DE DK ES FI FR GB GR IE IS IT LI LU MC MT NL NO PT SE SM VA""",
    SOUTH: """AE AF AU BD BH BN BT CN FJ ID IN IQ IR JO JP KH KI KP KR KW LA LB LK MM MV MY NP NR NZ OM PG PH PK QA SA SB SG
        SY TH TL TO TV VN VU WS YE""",
    AFRICA: """AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE
        NG RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW""",
    "": "AI CY IL MN TR",  # AI and AW: assessments/people/countries.py
}
REGION_OF = {code: region for region, codes in GROUPS.items() for code in codes.split()}


def import_members(language):
    """Create the operators that are missing, named by their country until somebody writes the post's own name.

    An operator that is there already for a country is left as it is, but for a group it lacks. Returns how many were made.
    """
    there = {row.country: row for row in Operator.objects.filter(fictitious=False)}
    names = set(Operator.objects.values_list("name", flat=True))
    made = []
    for code, region in sorted(REGION_OF.items()):
        if code in there:
            Operator.objects.filter(pk=there[code].pk, region="").update(region=region)
        elif (name := country_name(code, language)) not in names:
            made.append(Operator(name=name, country=code, region=region))
    Operator.objects.bulk_create(made)
    return len(made)
