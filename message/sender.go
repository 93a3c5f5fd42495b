package message

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"huike"
	"huike/channel/email"
	"huike/store"
)

// Sender is a mail server with the address that writes through it.
type Sender struct {
	ID                             int64
	Name                           string // what the merchant calls it; no two alike
	Host                           string
	Port                           int
	Username                       string
	Password                       string // never read back; empty on Save keeps the old one
	TLS                            string // none, starttls, tls
	FromAddress, FromName, ReplyTo string
	RatePerSecond                  int   // 0: no limit
	CostMinor                      int64 // of one message, in 1/10000 of the major unit
	HasPassword                    bool  // whether one is stored
	CreatedAt                      time.Time
}

// Vault seals what nobody may read in the database.
type Vault interface {
	Seal(plain string) string
	Open(sealed string) (string, error)
}

// Senders keeps the senders, their settings sealed.
type Senders struct {
	db    store.DB
	vault Vault
}

// NewSenders opens the list of senders.
func NewSenders(db store.DB, v Vault) *Senders { return &Senders{db: db, vault: v} }

// settings is what is sealed of a sender.
type settings struct {
	Host     string `json:"host"`
	Port     int    `json:"port"`
	Username string `json:"username"`
	Password string `json:"password"`
	TLS      string `json:"tls"`
	FromName string `json:"from_name"`
	ReplyTo  string `json:"reply_to"`
}

// List returns all senders, without their passwords.
func (s *Senders) List(ctx context.Context) ([]Sender, error) {
	all, err := store.All(ctx, s.db, queries.Get("senders"), nil, s.scan)
	for i := range all {
		all[i].Password = ""
	}
	return all, err
}

// Get returns a sender without its password. An unknown one is an error of kind
// NotFound.
func (s *Senders) Get(ctx context.Context, id int64) (Sender, error) {
	v, err := s.get(ctx, s.db, id)
	v.Password = ""
	return v, err
}

func (s *Senders) get(ctx context.Context, r store.Reader, id int64) (Sender, error) {
	v, found, err := store.One(ctx, r, queries.Get("sender"), store.Args{"sender": id}, s.scan)
	if err == nil && !found {
		err = huike.Errorf(huike.NotFound, "sender.unknown", "There is no sender %d; choose another or add one.", id)
	}
	return v, err
}

func (s *Senders) scan(r *store.Rows) (Sender, error) {
	var v Sender
	var channel, sealed string
	if err := r.Scan(&v.ID, &v.Name, &channel, &sealed, &v.FromAddress, &v.RatePerSecond, &v.CostMinor, &v.CreatedAt); err != nil {
		return v, err
	}
	plain, err := s.vault.Open(sealed)
	if err != nil {
		return v, err
	}
	var c settings
	if err := json.Unmarshal([]byte(plain), &c); err != nil {
		return v, huike.Because(err, huike.Internal, "sender.settings", "the settings of sender %d cannot be read", v.ID)
	}
	v.Host, v.Port, v.Username, v.Password, v.TLS = c.Host, c.Port, c.Username, c.Password, c.TLS
	v.FromName, v.ReplyTo, v.HasPassword = c.FromName, c.ReplyTo, c.Password != ""
	return v, nil
}

// Save adds a sender (ID 0) or changes one, and returns it without its password.
// Wrong settings are an error of kind Invalid, a name that is taken one of kind
// Conflict.
func (s *Senders) Save(ctx context.Context, v Sender, at time.Time) (Sender, error) {
	v.Name, v.Host, v.FromAddress = strings.TrimSpace(v.Name), strings.TrimSpace(v.Host), strings.TrimSpace(v.FromAddress)
	var saved Sender
	err := s.db.Write(ctx, func(tx store.Tx) (err error) {
		saved, err = s.save(ctx, tx, v, at)
		return err
	})
	saved.Password = ""
	return saved, err
}

func (s *Senders) save(ctx context.Context, tx store.Tx, v Sender, at time.Time) (Sender, error) {
	query := queries.Get("sender_set")
	args := store.Args{}
	v.CreatedAt = at
	if v.ID != 0 {
		old, err := s.get(ctx, tx, v.ID)
		if err != nil {
			return v, err
		}
		v.CreatedAt = old.CreatedAt
		// A kept password goes to the server it was given for, nowhere else.
		if v.Password == "" && v.Host == old.Host && v.Username == old.Username {
			v.Password = old.Password
		}
	}
	if err := s.validate(ctx, tx, v); err != nil {
		return v, err
	}
	if v.ID == 0 {
		id, err := store.Reserve(ctx, tx, "sender", 1)
		if err != nil {
			return v, err
		}
		v.ID = id
		query, args = queries.Get("sender_add"), store.Args{"channel": string(huike.ChannelEmail), "created": at}
	}
	sealed, err := s.seal(v)
	if err != nil {
		return v, err
	}
	v.HasPassword = v.Password != ""
	_, err = tx.Exec(ctx, query, merge(args, store.Args{
		"sender": v.ID, "name": v.Name, "config": sealed, "from": v.FromAddress, "rate": v.RatePerSecond, "cost": v.CostMinor,
	}))
	return v, err
}

func (s *Senders) seal(v Sender) (string, error) {
	plain, err := json.Marshal(settings{v.Host, v.Port, v.Username, v.Password, v.TLS, v.FromName, v.ReplyTo})
	if err != nil {
		return "", huike.Because(err, huike.Internal, "sender.settings", "the settings of a sender cannot be written")
	}
	return s.vault.Seal(string(plain)), nil
}

func (s *Senders) validate(ctx context.Context, tx store.Tx, v Sender) error {
	switch {
	case v.Name == "":
		return huike.Errorf(huike.Invalid, "sender.no_name", "The sender has no name; give it one by which you will know it again.")
	case v.FromAddress == "":
		return huike.Errorf(huike.Invalid, "sender.no_from", "The sender has no address to write from, such as shop@example.com.")
	case v.RatePerSecond < 0 || v.CostMinor < 0:
		return huike.Errorf(huike.Invalid, "sender.negative", "The rate and the cost of a sender cannot be negative; a rate of 0 means no limit.")
	}
	if _, err := email.New(v.config()); err != nil {
		return err
	}
	all, err := store.All(ctx, tx, queries.Get("senders"), nil, s.scan)
	for _, other := range all {
		if other.Name == v.Name && other.ID != v.ID {
			return huike.Errorf(huike.Conflict, "sender.name_taken", "There is another sender with the name %q; choose a different one.", v.Name)
		}
	}
	return err
}

// Remove deletes a sender. An unknown one is an error of kind NotFound.
func (s *Senders) Remove(ctx context.Context, id int64) error {
	return s.db.Write(ctx, func(tx store.Tx) error {
		n, err := tx.Exec(ctx, queries.Get("sender_remove"), store.Args{"sender": id})
		if err == nil && n == 0 {
			return huike.Errorf(huike.NotFound, "sender.unknown", "There is no sender %d.", id)
		}
		return err
	})
}

func (v Sender) config() email.Config {
	return email.Config{
		Host: v.Host, Port: v.Port, Username: v.Username, Password: v.Password, TLS: v.TLS,
		From: v.FromAddress, FromName: v.FromName, ReplyTo: v.ReplyTo,
	}
}

// Open returns the e-mail channel of a sender, ready to send, and who writes. It
// must be closed.
func (s *Senders) Open(ctx context.Context, id int64) (*email.Sender, From, error) {
	v, err := s.get(ctx, s.db, id)
	if err != nil {
		return nil, From{}, err
	}
	c, err := email.New(v.config())
	return c, From{Address: v.FromAddress, Name: v.FromName, ReplyTo: v.ReplyTo}, err
}

// Check connects to a sender's server and logs in, and sends nothing. The error
// is of kind Unavailable and says what to mend.
func (s *Senders) Check(ctx context.Context, id int64) error {
	c, _, err := s.Open(ctx, id)
	if err != nil {
		return err
	}
	defer c.Close()
	return c.Check(ctx)
}
