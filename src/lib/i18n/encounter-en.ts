import type { encounter as zh } from './encounter-zh';

/** The encounter, diagnoses, saving, in English. */
export const encounter: Record<keyof typeof zh, string> = {
  'encounter.title': 'This visit',

  'encounter.purpose': 'Purpose',
  'encounter.purpose.ask': 'What does the patient come for?',
  'encounter.purpose.help':
    'Purpose first: a refill, dressing, certificate or vaccination needs no differential and is saved once written.',
  'encounter.purpose.new-problem': 'New problem',
  'encounter.purpose.return-visit': 'Return visit',
  'encounter.purpose.refill': 'Refill',
  'encounter.purpose.dressing-or-injection': 'Dressing, injection',
  'encounter.purpose.certificate': 'Certificate',
  'encounter.purpose.vaccination': 'Vaccination',
  'encounter.purpose.antenatal': 'Antenatal',
  'encounter.purpose.child-check': 'Child check',
  'encounter.purpose.other': 'Other',
  'encounter.without-list': '“{purpose}” needs no differential.',

  'encounter.note': 'Note',
  'encounter.plan': 'Plan',
  'encounter.plan.placeholder': 'Medicines, tests, advice, when to come back',
  'encounter.save': 'Finish and sign',
  'encounter.save.correction': 'Save correction and sign',
  'encounter.save.confirm': 'Confirm and sign',
  'encounter.save.trainee': 'Save for confirmation',
  'encounter.saving': 'Saving…',
  'encounter.saved': 'Saved',
  'encounter.discard': 'Discard this visit',
  'encounter.discard.sure': 'Discard? What was written is not kept.',

  'encounter.refused.not-allowed':
    'Your role may not save this record. The draft is kept; ask a doctor who may to save it.',
  'encounter.refused.no-purpose': 'No purpose was chosen. Everything is kept; choose one and save again.',
  'encounter.refused.no-reason':
    'A signed record is corrected under a reason. Everything is kept; write one sentence and save again.',
  'encounter.refused.note-too-long':
    'The note is longer than the 200,000 characters of a record. The draft keeps all of it; shorten it and save again.',
  'encounter.refused.plan-too-long':
    'The plan is longer than the 20,000 characters of a record. The draft keeps all of it; shorten it and save again.',

  'encounter.fault': 'Not saved',
  'encounter.fault.full':
    'This device is full. What you wrote is on the screen and not yet stored; free some space and save again.',
  'encounter.fault.closed':
    'The connection to the data on this device was lost. What you wrote is on the screen; reopen the app and the draft comes back as last kept.',
  'encounter.fault.failed': 'The browser could not write. What you wrote is on the screen; save again.',
  'encounter.fault.conflict':
    'This visit was changed or saved in another window. Neither side is lost; close the other window, open this visit again and check.',
  'encounter.fault.invalid':
    'One entry cannot be stored ({field}). All else is kept; mend it and save again.',
  'encounter.fault.newer':
    'This record was written by a newer version and cannot be changed. Update the app first.',
  'encounter.fault.not-kept':
    'The browser said it was written, and it is not there. What you wrote is on the screen; save again, and if that fails make a backup and check the device.',
  'encounter.fault.missing':
    'This record was not found. Other records are not affected; go back and refresh the list.',
  'encounter.fault.damaged':
    'This record does not open; it may be damaged or changed. Other records are not affected; restore it from a backup.',
  'encounter.fault.no-patient': 'This draft names no patient and cannot be opened.',

  'encounter.draft.kept': 'Draft kept',
  'encounter.draft.pending': 'Draft not kept yet',
  'encounter.draft.fault': 'Draft cannot be kept',
  'encounter.draft.conflict': 'Two windows are writing this visit',
  'encounter.draft.conflict.help':
    'The other window kept something else, and what is here is not kept yet; neither is lost. Choose which one stays.',
  'encounter.draft.conflict.mine': 'Keep this one',
  'encounter.draft.conflict.theirs': 'Take the other',
  'encounter.draft.saved-elsewhere': 'This visit was saved in another window',
  'encounter.draft.saved-elsewhere.help':
    'What was written here since is not kept. Open the saved record and correct it where needed.',

  'encounter.known': 'Known',
  'encounter.known.none':
    'The record holds no chronic disease, allergy or regular medicine yet; what you find goes into it at one tap.',
  'encounter.known.strike': 'Leave out “{name}” in this visit',
  'encounter.known.restore': 'Count “{name}” in this visit',
  'encounter.known.struck': 'left out here',
  'encounter.known.news': 'New',
  'encounter.known.send': 'Put “{name}” into the record',
  'encounter.known.send.short': 'Into the record',
  'encounter.known.send.fault': 'Not put into the record',

  'encounter.before.title': 'Your diagnosis first',
  'encounter.before.help':
    'This visit was drawn by lot: note what you think before you see the list, so that the two can be compared later. You may pass.',
  'encounter.before.open': 'Note it, open the list',
  'encounter.before.pass': 'Pass',

  'encounter.diagnosis': 'Diagnosis',
  'encounter.diagnosis.placeholder': 'Name, pinyin initials or code, such as gm, J06',
  'encounter.diagnosis.suggested': 'From the list',
  'encounter.diagnosis.count': '{count} found; arrow keys choose, Enter adds',
  'encounter.diagnosis.none': 'No code found for “{query}”; it can be noted under a code for “other”.',
  'encounter.diagnosis.other': 'Note as “{text}”, code {code}',
  'encounter.diagnosis.primary': 'primary',
  'encounter.diagnosis.make-primary': 'Make “{name}” the primary diagnosis',
  'encounter.diagnosis.confirmed': 'confirmed',
  'encounter.diagnosis.suspected': 'suspected',
  'encounter.diagnosis.certainty': '“{name}”: confirmed or suspected',
  'encounter.diagnosis.remove': 'Remove “{name}”',
  'encounter.diagnosis.empty': 'Tap a diagnosis of the list, or type a name to find its code.',

  'encounter.check.low-on-list': '“{name}” stands low on the list.',
  'encounter.check.not-in-pack': '“{name}” is not in the knowledge base, so it cannot be checked.',
  'encounter.check.not-on-list': '“{name}” is not on the list of this case.',
  'encounter.check.impossible-age': '“{name}” is not seen at this age. Check age and diagnosis.',
  'encounter.check.impossible-sex': '“{name}” is not seen in this sex. Check sex and diagnosis.',
  'encounter.check.danger-unanswered':
    'There is a danger sign that “{name}” does not explain. Make sure that grave disease is excluded.',
  'encounter.check.help': 'A hint only; it keeps nothing from being saved.',
  'encounter.override': 'Why the diagnosis stands',
  'encounter.override.done': 'Stands: {reason}',
  'encounter.override.examined': 'Examination or test supports it',
  'encounter.override.known-patient': 'I know this patient',
  'encounter.override.danger-handled': 'Danger sign dealt with',
  'encounter.override.list-wrong': 'The list does not fit',

  'encounter.correct': 'Correct',
  'encounter.correct.confirm': 'Check and confirm',
  'encounter.correct.reason': 'Reason of the correction',
  'encounter.correct.reason.placeholder': 'Such as: wrong diagnosis',
  'encounter.correct.help': 'The old version stays as it is; the correction becomes a new one.',
  'encounter.versions': 'Versions',
  'encounter.versions.one':
    'There is one version; after a correction the old and the new lie side by side here.',
  'encounter.version': 'Version {version}',
  'encounter.version.by': '{author}, {at}',
  'encounter.version.open': 'to be confirmed',
  'encounter.version.saved': 'signed',
  'encounter.version.amended': 'correction',
  'encounter.version.reason': 'Reason: {reason}',
  'encounter.version.before': 'Compare with the newest',
  'encounter.version.damaged': '{count} versions do not open; all others do.',
  'encounter.signed.good': 'signature valid',
  'encounter.signed.none': 'not signed',
  'encounter.signed.bad': 'signature does not match; the content may have been changed',
  'encounter.signed.unknown-signer': 'signer not found',
  'encounter.diff': 'What changed',
  'encounter.diff.none': 'Both versions say the same.',
  'encounter.diff.item': 'Item',
  'encounter.diff.nothing': 'nothing',

  'encounter.replay': 'The list made again',
  'encounter.replay.open': 'Make it again',
  'encounter.replay.waiting': 'Making the list again…',
  'encounter.replay.no-list': 'This visit showed no differential, so there is none to make again.',
  'encounter.replay.no-answer': 'It was not computed. The record is not affected; try again.',
  'encounter.replay.equal': 'Exactly what was shown then.',
  'encounter.replay.differs': 'Not what was shown then; the largest difference is {difference}.',
  'encounter.replay.advice-differs':
    'The probabilities agree, but urgency, warning or danger signs are not what they were.',
  'encounter.replay.unexplained': 'All versions are the same and the result is not: please report this.',
  'encounter.replay.other.pack': 'Knowledge pack',
  'encounter.replay.other.model-input': 'Model input',
  'encounter.replay.other.model': 'Model',
  'encounter.replay.other.build': 'App version',
  'encounter.replay.others': 'Not the same as then:',
  'encounter.replay.then': 'Then',
  'encounter.replay.now': 'Now',
  'encounter.replay.condition': 'Condition',
  'encounter.replay.absent': 'not listed'
};
