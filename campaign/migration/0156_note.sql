-- Why a campaign is paused as a word that can be translated, with what the mail server said, and the code of the coupon.
ALTER TABLE campaign ADD COLUMN note_code varchar;   -- auth, refused, tls, from, relay, quota, ...; NULL where a person wrote the note
ALTER TABLE campaign ADD COLUMN note_said varchar;
ALTER TABLE campaign ADD COLUMN coupon_code varchar; -- one for everybody; NULL: none
