import type { clinic as zh } from './clinic-zh';

/** Clinic, unlock, people, in English. */
export const clinic: Record<keyof typeof zh, string> = {
  'clinic.title': 'Clinic',
  'clinic.starting': 'Opening the clinic…',
  'clinic.busy': 'One moment…',
  'clinic.cancel': 'Cancel',
  'clinic.back': 'Back',
  'clinic.dismiss': 'Got it',

  'clinic.role.doctor': 'Doctor',
  'clinic.role.specialist': 'Specialist',
  'clinic.role.administrator': 'Administrator',
  'clinic.role.trainee': 'Trainee',

  'clinic.passphrase': 'Passphrase',
  'clinic.passphrase.again': 'Passphrase once more',
  'clinic.passphrase.show': 'Show',
  'clinic.passphrase.hide': 'Hide',
  'clinic.passphrase.hint':
    'Best is a sentence that only you know: at least 8 letters and digits, or 6 Chinese characters.',
  'clinic.passphrase.differ': 'The two are not the same. Please type it once more.',
  'clinic.strength.fair': 'Strength: just enough, longer is better',
  'clinic.strength.good': 'Strength: good',
  'clinic.strength.strong': 'Strength: very good',
  'clinic.passphrase.too-short': 'Too short: at least 8 letters and digits, or 6 Chinese characters.',
  'clinic.passphrase.too-long': 'Too long: at most 128 characters.',
  'clinic.passphrase.only-digits': 'Not digits alone: birthdays and phone numbers are easily guessed.',
  'clinic.passphrase.repeated':
    'The same characters over and over are easily guessed. Please choose another.',
  'clinic.passphrase.in-order': 'Characters in order are easily guessed. Please choose another.',
  'clinic.passphrase.common': 'Many people use this one, so it is easily guessed. Please choose another.',
  'clinic.passphrase.a-name': 'Your name or that of the clinic is easily guessed. Please choose another.',

  'clinic.first.title': 'Set up the clinic',
  'clinic.first.what':
    'Records are encrypted and stay on this device alone, never on a network. Your passphrase is the key: without it nobody can open them, and neither can we.',
  'clinic.first.next': 'Next you get a recovery key to print and keep, for when a passphrase is forgotten.',
  'clinic.first.clinic': 'Name of the clinic',
  'clinic.first.name': 'Your name',
  'clinic.first.licence': 'Licence number (optional)',
  'clinic.first.create': 'Set up the clinic',
  'clinic.first.creating': 'Making the keys, a few seconds…',
  'clinic.first.try': 'Try it without saving',
  'clinic.first.restore': 'Restore a clinic from a backup',

  'clinic.fault.clinic': 'The name of the clinic is missing, or longer than 100 characters.',
  'clinic.fault.name': 'The name is missing, or longer than 100 characters.',
  'clinic.fault.licence': 'The licence number is missing, or longer than 100 characters.',
  'clinic.fault.no-memory':
    'This device has too little memory to compute the key. Records were not touched; close other apps and try again.',
  'clinic.fault.too-slow':
    'Computing the key took too long and was stopped. Records were not touched; close other apps and try again.',
  'clinic.fault.no-worker':
    'The computation did not start. Records were not touched; open the app again and retry.',
  'clinic.fault.device': 'This device could not write it. What was there is untouched; please try again.',
  'clinic.fault.full':
    'Storage is full, nothing was written. What was there is untouched; make room and try again.',
  'clinic.fault.conflict':
    'Another window changed this just now, and it was not overwritten. Look at it, then change it.',
  'clinic.fault.locked': 'The clinic is locked, nothing was changed. Unlock it and do it once more.',

  'clinic.recovery.title': 'Recovery key',
  'clinic.recovery.what':
    'When a passphrase is forgotten, this alone opens the clinic. It is shown this once and not kept on this device.',
  'clinic.recovery.keep':
    'Print or copy it twice and lock both away. No photograph, and not together with the device.',
  'clinic.recovery.group': 'Group {n}',
  'clinic.recovery.print': 'Print',
  'clinic.recovery.printed': 'Printed and put away',
  'clinic.recovery.typed': 'Copied by hand? Type two of its groups from the paper:',
  'clinic.recovery.confirm': 'Compare',
  'clinic.recovery.wrong': 'Not the same as the key. Look at the paper again; now it can still be mended.',
  'clinic.recovery.sheet': '{clinic}: recovery key',
  'clinic.recovery.sheet.use':
    'To use it: "Forgot passphrase" on the unlock screen, then these 28 characters.',

  'clinic.unlock.title': 'Unlock',
  'clinic.unlock.who': 'Who are you?',
  'clinic.unlock.other': 'Somebody else',
  'clinic.unlock.open': 'Unlock',
  'clinic.unlock.opening': 'Unlocking…',
  'clinic.unlock.forgot': 'Forgot passphrase',
  'clinic.unlock.by-pin': 'Use the PIN',
  'clinic.unlock.by-passphrase': 'Use the passphrase',
  'clinic.unlock.wait': 'Next try in {seconds} s',
  'clinic.unlock.wait.why':
    'After wrong tries there is a wait, also when the app is opened again. The records are safe.',

  'clinic.forgot.title': 'Forgot passphrase',
  'clinic.forgot.administrator':
    'Is there another administrator? They unlock and set a new passphrase for you under "People".',
  'clinic.forgot.recovery':
    'Do you have the printed recovery key? Type it here, then choose a new passphrase.',
  'clinic.forgot.key': 'Recovery key (28 characters; case and blanks do not matter)',
  'clinic.forgot.new': 'New passphrase',
  'clinic.forgot.open': 'Set the passphrase and unlock',

  'clinic.message.wrong': 'Not the right passphrase. Records are unaffected; please try again.',
  'clinic.message.wrong-pin': 'Not the right PIN, {tries} tries left.',
  'clinic.message.pin-gone': 'The PIN is no longer valid. Please unlock with the passphrase.',
  'clinic.message.wait': 'It is not yet time for the next try.',
  'clinic.message.disabled': 'This person no longer works here. An administrator can add them again.',
  'clinic.message.no-passphrase': 'This person has no passphrase yet. An administrator can set one.',
  'clinic.message.unknown-user': 'This person is not in the clinic. Please choose again.',
  'clinic.message.tampered':
    'The file of keys was changed by somebody and is refused. Records are still encrypted; restore from a backup and tell the administrator.',
  'clinic.message.downgraded':
    'Somebody lowered the protection of the key, so it is refused. Records are still encrypted; restore from a backup and tell the administrator.',
  'clinic.message.recovery-length':
    'A recovery key has {wanted} characters, this has {found}. Please look at the paper again.',
  'clinic.message.recovery-sign':
    'Character {at} does not occur in recovery keys. Please look at the paper again.',
  'clinic.message.recovery-check':
    'One character is wrong, or two changed places. Please look at the paper again.',
  'clinic.message.recovery-wrong':
    'This is not the recovery key of this clinic as it is now. Once renewed, the old sheet is void.',
  'clinic.message.locked-idle': 'Locked because nobody was using it. Everything saved is there.',
  'clinic.message.locked-other-tab': 'Locked in another window. Everything saved is there.',

  'clinic.pin.title': 'PIN',
  'clinic.pin.entered': '{count} digits typed',
  'clinic.pin.delete': 'Delete one digit',
  'clinic.pin.enter': 'OK',
  'clinic.pin.tries': '{tries} tries left',
  'clinic.pin.what':
    '4 to 8 digits. Valid while this page is open; after closing it or 5 wrong tries, the passphrase is needed.',
  'clinic.pin.choose': 'Set a PIN',
  'clinic.pin.chosen': 'The PIN is set. It unlocks the screen after a lock.',
  'clinic.pin.drop': 'Remove the PIN',
  'clinic.pin.fault.not-digits': 'A PIN has digits only.',
  'clinic.pin.fault.too-short': 'A PIN has at least 4 digits.',
  'clinic.pin.fault.too-long': 'A PIN has at most 8 digits.',
  'clinic.pin.fault.trivial': 'This PIN is easily guessed. Please choose another.',

  'clinic.idle.title': 'Locking in {seconds} s',
  'clinic.idle.text': 'Nobody is using it. The draft is kept; unlock to go on.',
  'clinic.idle.stay': 'Keep it open',
  'clinic.idle.lock': 'Lock now',
  'clinic.lock': 'Lock',

  'clinic.trouble.safe': 'What is safe',
  'clinic.trouble.do': 'What to do',
  'clinic.trouble.evicted': 'The data of the clinic on this device were cleared',
  'clinic.trouble.evicted.happened':
    'There was a clinic here, and the browser or somebody cleared all of its data. This is not a first start.',
  'clinic.trouble.evicted.safe': 'Backup files are unaffected; every record in a backup can be restored.',
  'clinic.trouble.evicted.do':
    'Restore the latest backup. Without one the clinic can only be set up again, and earlier records are gone.',
  'clinic.trouble.keyring-lost': 'The key to the records is missing',
  'clinic.trouble.keyring-lost.happened':
    'The records are on this device, but the file of keys is lost or damaged. Nobody can open them now.',
  'clinic.trouble.keyring-lost.safe': 'The records are still encrypted: not lost and not disclosed.',
  'clinic.trouble.keyring-lost.do': 'Restore from a backup: it holds the keys. Do not clear browser data.',
  'clinic.trouble.data-lost': 'The records on this device are lost',
  'clinic.trouble.data-lost.happened':
    'The clinic is there, but the database of records was damaged and the browser removed it.',
  'clinic.trouble.data-lost.safe': 'Backup files are unaffected; nothing new was written.',
  'clinic.trouble.data-lost.do': 'Restore the latest backup before seeing patients.',
  'clinic.trouble.blocked': 'Another window runs an older version',
  'clinic.trouble.blocked.happened':
    'The database has to be upgraded, and another window of Tongzhen still holds it.',
  'clinic.trouble.blocked.safe': 'Records were not touched.',
  'clinic.trouble.blocked.do': 'Close the other windows of Tongzhen; this one goes on by itself.',
  'clinic.trouble.newer': 'The records were written by a newer version',
  'clinic.trouble.newer.happened':
    'The data on this device are newer than this app. They were not opened, so that nothing is spoilt.',
  'clinic.trouble.newer.safe': 'Records were not touched.',
  'clinic.trouble.newer.do': 'Go online and reload to get the new version.',
  'clinic.trouble.full': 'Storage is full',
  'clinic.trouble.full.happened': 'The device has no room left, and the last step was not written.',
  'clinic.trouble.full.safe': 'Every record that was shown as saved is there.',
  'clinic.trouble.full.do': 'Delete photos, videos or apps that are not needed, then try again.',
  'clinic.trouble.closed': 'The database was closed',
  'clinic.trouble.closed.happened':
    'The browser closed the database and could not open it again. Writing has stopped and the clinic is locked.',
  'clinic.trouble.closed.safe':
    'Every record that was shown as saved is there; the last second of typing may be missing.',
  'clinic.trouble.closed.do': 'Try again. If that does not help, restart the device.',
  'clinic.trouble.old-tab': 'This window is an older version',
  'clinic.trouble.old-tab.happened':
    'Another window was upgraded. This one may not write any more and is locked.',
  'clinic.trouble.old-tab.safe': 'Every record that was shown as saved is there.',
  'clinic.trouble.old-tab.do': 'Reload this window, or close it.',
  'clinic.trouble.clock': 'The clock of the device is wrong',
  'clinic.trouble.clock.happened':
    'The time is more than 10 minutes before one that was seen earlier. It may have been changed.',
  'clinic.trouble.clock.safe': 'Records were not touched; their order does not depend on this clock.',
  'clinic.trouble.clock.do':
    'Set the time in the system settings, then try again. If it is urgent, go on: records take the time shown now.',
  'clinic.trouble.broken': 'The clinic could not be opened',
  'clinic.trouble.broken.happened': 'The browser could not open the database.',
  'clinic.trouble.broken.safe': 'Nothing was written, and records were not touched.',
  'clinic.trouble.broken.do':
    'Try again; if that does not help, restart the device. Do not clear browser data.',
  'clinic.remedy.try-again': 'Try again',
  'clinic.remedy.reload': 'Reload',
  'clinic.remedy.restore': 'Restore from a backup',
  'clinic.remedy.go-on': 'Go on in spite of the clock',
  'clinic.remedy.start-anew': 'No backup: set up the clinic again',
  'clinic.remedy.start-anew.sure': 'Earlier records cannot be brought back. Is there really no backup?',
  'clinic.remedy.start-anew.yes': 'There is none: set up again',

  'clinic.mark.evictable': 'The browser did not promise to keep the records',
  'clinic.mark.evictable.text':
    'They may be cleared when room runs short. Back up often, and add the app to the home screen.',
  'clinic.mark.evictable.ask': 'Ask again',
  'clinic.mark.backup': 'Back up',
  'clinic.mark.clock': 'The clock of the device may be wrong',
  'clinic.mark.clock.text':
    'It is before a time that was seen earlier. Set it in the system settings; if it is right now, say so.',
  'clinic.mark.clock.trust': 'The time is right now',
  'clinic.mark.recovery': 'The recovery key is not put away',
  'clinic.mark.recovery.text':
    'Nobody confirmed that it is on paper. A forgotten passphrase would close the records: make a new one.',
  'clinic.mark.recovery.renew': 'Make a new one',
  'clinic.mark.tries': 'The record of unlocks was changed',
  'clinic.mark.tries.text':
    'Somebody edited the record of wrong passphrases. Records are still encrypted; look at the log and change passphrases if needed.',
  'clinic.mark.room': 'Storage is nearly full',
  'clinic.mark.room.text': 'Make room, or new records cannot be saved.',
  'clinic.mark.unmarked': 'A mark against loss could not be left',
  'clinic.mark.unmarked.text':
    'The browser does not allow it. If data are cleared, the app may not notice: back up often.',

  'clinic.people.title': 'People',
  'clinic.people.what': 'Everybody uses their own passphrase, so that each record names its author.',
  'clinic.people.self': 'me',
  'clinic.people.no-passphrase': 'no passphrase',
  'clinic.people.left': 'disabled {day}',
  'clinic.people.licence': 'Licence number',
  'clinic.people.name': 'Name',
  'clinic.people.roles': 'Roles',
  'clinic.people.add': 'Add a person',
  'clinic.people.add.do': 'Add',
  'clinic.people.edit': 'Change',
  'clinic.people.edit.do': 'Save',
  'clinic.people.reset': 'Reset passphrase',
  'clinic.people.disable': 'Disable',
  'clinic.people.disable.sure':
    '{name} will no longer be able to unlock; records they wrote keep their name.',
  'clinic.people.disable.yes': 'Disable {name}',
  'clinic.people.own': 'Change my passphrase',
  'clinic.people.current': 'Passphrase now',
  'clinic.people.next': 'New passphrase',
  'clinic.people.renew': 'Renew the recovery key',
  'clinic.people.renew.sure': 'The old sheet is void at once, and the new key is shown only once.',
  'clinic.people.renew.yes': 'Make a new recovery key',
  'clinic.people.only-administrator': 'Administrators add and disable people.',
  'clinic.people.said.added': 'Added. Tell them the passphrase in person and have them change it.',
  'clinic.people.said.changed': 'Changed.',
  'clinic.people.said.disabled': 'Disabled.',
  'clinic.people.said.passphrase-reset':
    'The passphrase is reset. Tell it to them in person and have them change it.',
  'clinic.people.said.passphrase-changed': 'The passphrase is changed. Use the new one from now on.',
  'clinic.people.said.recovery-key-renewed': 'The recovery key is renewed, the old one is void.',
  'clinic.people.fault.not-allowed': 'Only administrators may do this. Nothing was changed.',
  'clinic.people.fault.last-administrator': 'A clinic needs an administrator. Nothing was changed.',
  'clinic.people.fault.no-role': 'Please choose at least one role.',
  'clinic.people.fault.same': 'The new passphrase is the one of now. Please choose another.',

  'clinic.settings.title': 'Settings',
  'clinic.settings.lock': 'Automatic lock',
  'clinic.settings.lock.what':
    'How long nobody may use it before it locks. At most 2 minutes, for the records.',
  'clinic.settings.minutes': '{minutes} min',
  'clinic.settings.language': 'Language',
  'clinic.settings.theme': 'Appearance',
  'clinic.settings.theme.system': 'System',
  'clinic.settings.theme.light': 'Light',
  'clinic.settings.theme.dark': 'Dark',
  'clinic.settings.prior': 'Where the differential starts',
  'clinic.settings.prior.clinic': 'How common in clinics',
  'clinic.settings.prior.flat': 'All conditions equal',
  'clinic.settings.prior.what': 'How common suits daily work; equal suits the discussion of cases.',
  'clinic.settings.backup': 'Backup reminder',
  'clinic.settings.backup.days': 'every {days} days',
  'clinic.settings.backup.changes': 'or every {changes} changes',
  'clinic.settings.kept': 'Saved'
};
