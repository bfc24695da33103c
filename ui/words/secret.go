package words

// SecretChange takes back an answer that repeats a secret.
func (t Text) SecretChange() string { return "No, I type something else" }

// SecretMeant keeps it.
func (t Text) SecretMeant() string { return "Yes, it is not a secret" }

// SecretMore says why it is asked.
func (t Text) SecretMore() string {
	return "Others may read that file, and guests read the name of a lock. No password and no code should stand there."
}
