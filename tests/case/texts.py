"""What the roles type in the played case: in the language of the demonstration's operator, and about no real post."""

ASK = "Quels cours ont eu lieu en 2026, et qui y a pris part ? Le registre cité n’est pas joint."
WHY_LOWER = "Aucun texte en vigueur n’est joint ; la réponse ne cite qu’un projet."
WHY_APPLIES = "La remarque compte dix emplois occupés sur quatorze : la question s’applique."
NOT_APPLICABLE = "L’informatique est confiée à une entreprise."
SETTLED = "Le texte en vigueur n’a pas été montré ; à revoir sur place."
NOTE = "Note privée des experts : le chiffre vient du fournisseur, non de la poste."
SEEN = "Vu au guichet de la poste centrale, avec le chef de service."
FINDINGS = [
    ("major", "P3.1", "Le plan de formation ne compte que des cours de bureautique.",
     "Plan de formation 2026 ; entretien avec les ressources humaines.",
     "Inscrire vingt agents au cours en ligne sur le commerce électronique."),
    ("minor", "P3.4", "La boutique en ligne ne dit pas ce que coûte une livraison à l’étranger.", "Essai fait sur place.",
     "Afficher le prix de la livraison avant le paiement."),
    ("good", "F1", "L’équipe de projet se réunit chaque trimestre et publie ses décisions.", "Comptes rendus de 2026.", ""),
]  # fmt: skip
ACTION = "Inscrire vingt agents au cours en ligne et tenir une liste de présence."
OFFICE = "Ressources humaines"
DISAGREES = "Le prix est affiché depuis octobre sur la page du panier."
