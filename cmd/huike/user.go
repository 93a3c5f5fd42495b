package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"huike"
	"huike/auth"

	"golang.org/x/term"
)

type userCommand struct {
	Add  userAddCommand  `cmd:"" help:"Let a person log in."`
	List userListCommand `cmd:"" help:"Show who may log in."`
}

type userAddCommand struct {
	Login string `arg:"" help:"Name to log in with."`
	Name  string `help:"The person's name; the login if absent."`
	Role  string `default:"operator" enum:"admin,operator,approver,analyst" help:"admin, operator, approver or analyst."`
}

// ask wants the password, from the terminal or as one line of standard input.
func (*userAddCommand) ask(g *Globals) (string, error) { return readPassword(g.in, g.err) }

// Run adds a person.
func (c *userAddCommand) Run(ctx context.Context, g *Globals) error {
	db, err := g.openDB(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if c.Name == "" {
		c.Name = c.Login
	}
	u, err := auth.New(db).AddUser(ctx, auth.NewUser{Login: c.Login, Name: c.Name, Role: auth.Role(c.Role), Password: g.said}, g.clock())
	if err != nil {
		return err
	}
	return g.print(map[string]any{"id": u.ID, "login": u.Login, "role": u.Role}, func(w io.Writer) {
		fmt.Fprintf(w, "%s may log in as %s.\n", u.Login, u.Role)
	})
}

func readPassword(from *os.File, prompt io.Writer) (string, error) {
	in := int(from.Fd())
	if term.IsTerminal(in) {
		fmt.Fprintf(prompt, "Password (at least %d characters): ", auth.MinPassword)
		b, err := term.ReadPassword(in)
		fmt.Fprintln(prompt)
		return string(b), err
	}
	line, err := bufio.NewReader(from).ReadString('\n')
	if err != nil && line == "" {
		return "", huike.Because(err, huike.Invalid, "user.password", "no password came in; pipe it as one line into standard input")
	}
	return strings.TrimRight(line, "\r\n"), nil
}

type userListCommand struct{}

// Run lists the people.
func (userListCommand) Run(ctx context.Context, g *Globals) error {
	db, err := g.openDB(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	users, err := auth.New(db).Users(ctx)
	if err != nil {
		return err
	}
	items := make([]map[string]any, 0, len(users))
	for _, u := range users {
		items = append(items, map[string]any{"id": u.ID, "login": u.Login, "name": u.Name, "role": u.Role, "disabled": u.Disabled})
	}
	return g.print(map[string]any{"users": items}, func(w io.Writer) {
		for _, u := range users {
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\n", u.ID, u.Login, u.Name, u.Role)
		}
	})
}
