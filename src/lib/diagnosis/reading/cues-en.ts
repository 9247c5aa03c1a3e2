import type { CueTable } from './cue';

/** English cues in the word syntax of the vocabulary; matched by stem, so "denies" stands for denied and denying. */
export const CUES_EN: CueTable = {
  no: [
    'no', 'without', 'w/o', 'negative for', '-ve for', 'free of|from', 'absence of', 'lack of', 'lacks', 'none of', 'neither', 'nor', 'nil', 'zero',
    'never', 'never had', 'never has', 'no history of', 'no h/o', 'no hx of', 'no evidence of', 'no sign|signs|suggestion|features|symptom|symptoms|complaint|complaints|episodes|report|feeling|sensation|findings of',
    'no evidence|sign|signs for', 'rules|ruled out', 'not|without any', 'no longer any', 'excluded'
  ],
  denies: ['denies', 'denying', 'deny', 'denial of', 'does not report|endorse|complain', "doesn't report|endorse|complain", "didn't report|complain of", 'does not admit to', 'not complaining of'],
  not: [
    'not', "don't", "doesn't", "didn't", "hasn't", "haven't", "hadn't", "isn't", "wasn't", "aren't", "weren't", "can't", "couldn't", "won't",
    "wouldn't", 'not yet', 'unable to', 'nothing', 'hardly', 'unrelated to', 'unaffected by', 'independent of', 'not affected by'
  ],
  pseudo: [
    'no increase|change|improvement|relief|difference|worsening|reduction|decrease|response|effect|benefit|help|treatment|medication|medications|medicine|cause|reason|explanation in|of|with|for|to|from|after',
    'no better|worse|different|more|less|doubt|idea|matter|wonder|way|sooner|problem|problems|trauma', 'no known cause|trigger', 'no apparent|obvious|clear cause|reason|trigger|precipitant',
    'no relief', 'no improvement', 'no change', 'no effect', 'no response', 'without relief|improvement|effect|warning|help|success|benefit|cause|reason|provocation|treatment|medical', 'without any relief|improvement|effect|warning|help|cause',
    'without apparent|obvious|clear cause|reason|trigger', 'not only', 'not just', 'not sure', 'not known', 'not certain', 'not clear', 'not improving|improved|improve|resolve|resolved|resolving|settle|settled|settling|stop|stopped|stopping|gone|respond|responding|well|good|right|normal',
    "didn't help|improve|resolve|settle|stop|respond|go|work", "hasn't improved|resolved|settled|stopped|gone|helped|responded", "doesn't improve|help|go|stop|settle|resolve|respond|get", "isn't improving|helping|better|settling|resolving",
    "won't go|stop|settle", "can't stop|control", "couldn't stop|control", 'never goes away', 'not to mention', 'not until', 'no sooner', 'nothing helps', 'nothing relieves', 'nothing makes', 'not taken', 'not seen', "hasn't taken|seen|been|tried|used", "didn't take|see|sleep|try|use|seek",
    'not drinking', 'not eating', 'not feeling|feel well', "doesn't feel|look well", "isn't well", 'not himself|herself', 'no appetite', 'no energy', 'nor are', 'not allowed', "doesn't know", "don't know", 'nothing like this'
  ],
  after: [
    'no', 'absent', 'negative', 'none', 'nil', 'denied', 'is denied', 'not present', 'not seen|noted|found|elicited|detected|palpable|palpated|felt|heard|observed|reported|demonstrated|appreciated|evident|identified',
    "isn't|wasn't|weren't|aren't present|seen|noted|found|elicited|detected|palpable|palpated|felt|heard|observed|reported|evident|identified|appreciated", 'excluded', 'ruled out', '(-)', '(--)', '-ve', 'lacking', 'was excluded'
  ],
  yes: ['yes', '(+)', '(++)', '(+++)', 'positive', '+ve', '++', '+++'],
  maybe: [
    'possible', 'possibly', 'maybe', 'perhaps', 'may have', 'might have', 'may be', 'might be', 'could be', 'probable', 'probably', 'questionable', 'unsure|uncertain if|whether|about|of', 'not sure if|whether|about', 'not certain if|whether|about', 'suspected',
    'suspicion of', 'suspects', 'query', '?', '??', "can't rule out", "can't exclude", 'not ruled out', 'not excluded', "doesn't know if|whether", "don't know if|whether", 'seems to have', 'appears to have', 'thinks he|she|they may|might', 'equivocal', 'unclear if|whether', '(±)', 'difficult to say', 'vague'
  ],
  hypothetical: [
    'if', 'should he|she|they|symptoms|you', 'in case of', 'in the event of', 'return if|for|with', 'come back if|for|with', 'watch for', 'watch out for', 'look out for', 'monitor for', 'monitored for', 'worried|concerned|worry|anxious|concern about|regarding|over',
    'fear|fears|afraid|scared of', 'screen|screened|screening|screens for', 'to rule out', 'r/o', 'to exclude', 'at risk of|for', 'risk of', 'to prevent', 'prevention of', 'prophylaxis for', 'vaccinated|vaccination|vaccine|immunised|immunisation against|for', 'advised about', 'educated about',
    'warned about|of', 'side effects such', 'can cause', 'may cause', 'may develop', 'might develop', 'could develop', 'will develop', 'test|tested|tests|testing for', 'evaluate|evaluated|evaluation for', 'assess|assessed for'
  ],
  question: [
    'no one', 'nobody', 'none of the family|household|others','whether', 'asks|asked|wonders|wondering if|whether|about', 'wants to know if|whether|about', 'could it|this be', 'is it', 'is this', 'can it|this be'],
  double: ['not without', 'not free of', "doesn't deny", "didn't deny", "can't deny", 'denies no', 'denies having no', 'denied no', 'not absent', "isn't absent", 'no denial of', 'never without', 'no absence of', 'not negative for', 'not uncommon'],
  stop: ['but', 'however', 'except', 'although', 'though', 'apart from', 'other than', 'aside from', 'because', 'due to', 'besides', 'yet', 'whereas', 'which', 'who', 'therefore', 'then', 'until', 'secondary to', 'attributed to', 'instead'],
  past: [
    'previously', 'previous', 'prior', 'in the past', 'history of', 'h/o', 'hx of', 'past history', 'past medical history', 'as a child', 'in childhood', 'childhood', 'as a teenager', 'as an infant', 'last year', 'used to', 'formerly', 'once had', 'long ago',
    'when younger', 'when she|he was young|younger|little', 'at age', 'at the age of', 'in his|her youth|teens|twenties|thirties|forties', 'remote', 'had before'
  ],
  resolved: [
    'resolved', 'now resolved', 'has resolved', 'subsided', 'went away', 'gone', 'gone away', 'disappeared', 'stopped', 'ceased', 'settled', 'cleared', 'cleared up', 'no longer', 'not any more', 'gone now', 'self resolved', 'abated', 'recovered', 'passed off', 'wore off', 'over now'
  ],
  'not-resolved': ["hasn't resolved|gone|stopped|settled|cleared|subsided", "doesn't go|resolve|settle|stop", 'not gone|resolved|settled|stopped|cleared|subsided', 'never resolved|gone|went|stopped|settled|goes', "didn't resolve|stop|go|settle", 'comes and goes', 'come and go', 'came and went', 'incompletely resolved', 'without resolving', 'stopped taking|smoking|drinking|working'],
  ongoing: ['now', 'currently', 'at present', 'today', 'still', 'presently', 'at the moment', 'this time', 'current', 'ongoing', 'persists', 'continues'],
  start: ['started', 'began', 'begins', 'starting', 'since', 'onset', 'onset of', 'came on', 'developed', 'developing', 'appeared', 'noticed', 'noted', 'commenced', 'set in', 'presents', 'woke', 'broke out', 'first noticed', 'became', 'beginning'],
  sudden: [
    'sudden', 'suddenly', 'abrupt', 'abruptly', 'acute onset', 'acutely', 'all of a sudden', 'woke up with', 'woke with', 'out of the blue', 'came on quickly|suddenly', 'instantly', 'instantaneous', 'rapid onset', 'hyperacute', 'at once', 'within seconds|minutes', 'over seconds|minutes', 'thunderclap',
    'awoke with', 'wakes with sudden', 'out of nowhere', 'maximal at onset', 'waking with'
  ],
  gradual: ['gradual', 'gradually', 'slowly', 'gradual onset', 'over days', 'over a few days', 'over several days', 'subacute', 'little by little', 'over hours', 'over several hours', 'over a few hours', 'slow onset'],
  insidious: ['insidious', 'insidiously', 'over weeks', 'over several weeks', 'over a few weeks', 'over months', 'over several months', 'over the months', 'slowly progressive', 'over years'],
  constant: ['constant', 'constantly', 'persistent', 'persistently', 'continuous', 'continuously', 'unremitting', 'all the time', 'non stop', 'nonstop', 'continual', 'unrelenting', 'relentless', 'incessant', 'persists', 'without a break', 'all day', 'round the clock'],
  recurrent: [
    'recurrent', 'recurring', 'recurs', 'episodic', 'episodes', 'episodes of', 'intermittent', 'intermittently', 'comes and goes', 'come and go', 'came and went', 'on and off', 'off and on', 'attacks', 'attacks of', 'bouts of', 'spells of', 'repeated', 'repeatedly', 'from time to time', 'now and then', 'waxing and waning', 'waxes and wanes',
    'paroxysmal', 'sporadic', 'keeps coming back', 'keeps getting', 'occasional', 'occasionally', 'periodic', 'frequent episodes', 'cyclical', 'relapsing'
  ],
  progressive: ['worsening', 'worsened', 'worsens', 'getting worse', 'got worse', 'gets worse', 'become|became|becoming worse', 'progressive', 'progressively', 'progressing', 'progressed', 'increasing', 'increasingly', 'deteriorating', 'deteriorated', 'going downhill', 'more severe', 'worse and worse', 'more and more', 'steadily worse', 'escalating', 'intensified', 'has worsened', 'is worse', 'crescendo', 'grown worse', 'growing'],
  improving: ['improving', 'improved', 'getting better', 'got better', 'is better', 'better now', 'feeling better', 'feels better', 'much better', 'eased off', 'easing', 'on the mend', 'recovering', 'settling', 'resolving', 'subsiding', 'slightly better', 'a little better', 'partially resolved'],
  relative: [
    'mother', 'father', 'mom', 'mum', 'mommy', 'mummy', 'dad', 'daddy', 'brother', 'sister', 'sibling', 'siblings', 'uncle', 'aunt', 'grandmother', 'grandfather', 'grandma', 'grandpa', 'grandparents', 'cousin', 'cousins', 'wife', 'husband', 'partner', 'spouse', 'roommate', 'flatmate', 'housemate', 'coworker', 'co worker', 'coworkers', 'colleague', 'colleagues',
    'classmate', 'classmates', 'schoolmates', 'neighbour', 'neighbours', 'neighbor', 'neighbors', 'friend', 'friends', 'family members', 'family member', 'household', 'household members', 'relatives', 'relative', 'parents', 'parent', 'boyfriend', 'girlfriend', 'nephew', 'niece', 'twin', 'other children', 'kids at school', 'children at school', 'kids at nursery', 'children at nursery', 'kids at daycare', 'children at daycare', 'other kids', 'kids in class',
    'children in his|her class', 'everyone at work|home|school', 'others at work|home|school', 'people at work|home|school', 'rest of the family', 'whole family', 'family'
  ],
  heredity: ['family history of', 'family history', 'family hx', 'family hx of', 'fh of', 'fhx of', 'fhx', 'runs in the|his|her|my family', 'run in the family', 'strong family history', 'in the family', 'on his|her mothers|fathers side', 'familial', 'family member with', 'hereditary'],
  likewise: ['also', 'too', 'similar', 'similarly', 'same', 'likewise', 'as well', 'sick', 'ill', 'unwell'],
  narrates: [
    'says', 'said', 'states', 'stated', 'reports', 'reported', 'notices', 'noticed', 'thinks', 'thought', 'tells', 'told', 'describes', 'described', 'concerned', 'worried', 'brought', 'brings', 'mentions', 'notes', 'noted', 'claims', 'gives', 'found', 'finds', 'observed', 'explains', 'feels that', 'felt that', 'felt he|she', 'complains that', 'adds', 'recalls', 'saw', 'called', 'believes',
    'brought in by', 'brought by', 'accompanied by', 'according to', 'per', 'informant', 'history from', 'history given by', 'witnessed', 'heard', 'denies', 'confirms', 'attends with', 'presents with him|her', 'took', 'took his|her temperature', 'lives with', 'with his|her', 'is worried', 'of two', 'of three', 'of four', 'of 1|2|3|4|5|6|7'
  ],
  patient: ['patient', 'pt', 'he', 'she', 'i', "i've", "i'm", 'baby', 'infant', 'child', 'toddler', 'boy', 'girl', 'son', 'daughter', 'they', 'him', 'newborn', 'we', 'himself', 'herself', 'man', 'woman', 'yo', 'newborn']
};
