package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"huike/campaign"
	"huike/channel/sink"
)

// runSink is a mail server in a process of its own, which keeps no mail. It
// prints its port and ends when its standard input does.
func runSink(context.Context, settings) error {
	caught, err := sink.Start(sink.Options{KeepMails: -1})
	if err != nil {
		return err
	}
	fmt.Println(caught.Port())
	_, err = io.Copy(io.Discard, os.Stdin)
	return errors.Join(err, caught.Close())
}

// startSink starts that process and returns its port. It ends with stop.
func startSink(ctx context.Context) (port int, stop func() error, err error) {
	command := exec.CommandContext(ctx, os.Args[0], "sink")
	command.Stderr = os.Stderr
	in, err := command.StdinPipe()
	if err != nil {
		return 0, nil, err
	}
	out, err := command.StdoutPipe()
	if err != nil {
		return 0, nil, err
	}
	if err := command.Start(); err != nil {
		return 0, nil, err
	}
	stop = func() error { return errors.Join(in.Close(), command.Wait()) }
	line, err := bufio.NewReader(out).ReadString('\n')
	if err == nil {
		port, err = strconv.Atoi(strings.TrimSpace(line))
	}
	if err != nil {
		return 0, nil, errors.Join(err, stop())
	}
	return port, stop, nil
}

// measureMail sends a campaign of personalised mails through a real server and
// holds it against the same number of fixed mails handed to the same server
// over as many bare connections.
func measureMail(ctx context.Context, s settings) error {
	dir, err := os.MkdirTemp(s.dir, "mail-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	port, stop, err := startSink(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = stop() }() // nothing in it is worth keeping
	c, err := openClub(ctx, filepath.Join(dir, "mail.duckdb"), port)
	if err != nil {
		return err
	}
	defer c.db.Close()
	mails, err := c.prepare(ctx, filepath.Join(dir, "orders.csv"))
	if err != nil {
		return err
	}
	if err := forgetPeak(); err != nil {
		return err
	}
	ours, err := timed(func() error { return c.send(ctx) })
	if err != nil {
		return err
	}
	peak, err := peakMemory()
	if err != nil {
		return err
	}
	bare, err := timed(func() error { return bareMails(port, mails) })
	if err != nil {
		return err
	}
	rate := func(c cost) float64 { return float64(mails) / c.wall.Seconds() }
	fmt.Printf("| campaign of %d mails | %.0f mails/s | bare SMTP %.0f mails/s | %.2f | peak %d MiB |\n",
		mails, rate(ours), rate(bare), rate(bare)/rate(ours), peak>>10)
	return nil
}

// send works on the campaign until it is done.
func (c *club) send(ctx context.Context) error {
	for {
		if err := c.campaigns.Advance(ctx, c.clock); err != nil {
			return err
		}
		x, err := c.campaigns.Get(ctx, c.campaign)
		switch {
		case err != nil:
			return err
		case x.State == campaign.Done:
			return c.allSent(ctx)
		case x.State != campaign.Sending:
			return fmt.Errorf("the campaign is %s: %s", x.State, x.Note)
		}
	}
}

func (c *club) allSent(ctx context.Context) error {
	n, err := c.campaigns.Counts(ctx, c.campaign)
	if err == nil && n.Sent != c.treated {
		err = fmt.Errorf("%d of %d mails were sent", n.Sent, c.treated)
	}
	return err
}

// bareConnections are as many as a sender of the program has at most.
const bareConnections = 4

// bareMails hands fixed mails to the server, a line after the other's answer.
func bareMails(port int, mails int64) error {
	failures := make(chan error, bareConnections)
	for range bareConnections {
		go func() { failures <- bareConnection(port, mails/bareConnections) }()
	}
	var all error
	for range bareConnections {
		all = errors.Join(all, <-failures)
	}
	return all
}

func bareConnection(port int, mails int64) error {
	conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return err
	}
	defer conn.Close()
	answers := bufio.NewReader(conn)
	body := "From: <hello@shop.example>\r\nTo: <buyer@shop.example>\r\nSubject: hello\r\n\r\n" + strings.Repeat("A fixed line of a fixed mail, about as long as a real one.\r\n", 50) + ".\r\n"
	talk := func(lines ...string) error {
		for _, line := range lines {
			if _, err := io.WriteString(conn, line); err != nil {
				return err
			}
			answer, err := answers.ReadString('\n')
			if err != nil || answer[0] > '3' {
				return errors.Join(err, fmt.Errorf("the server answers %q", answer))
			}
		}
		return nil
	}
	if _, err := answers.ReadString('\n'); err != nil {
		return err
	}
	if err := talk("HELO bench\r\n"); err != nil {
		return err
	}
	for range mails {
		if err := talk("MAIL FROM:<hello@shop.example>\r\n", "RCPT TO:<buyer@shop.example>\r\n", "DATA\r\n", body); err != nil {
			return err
		}
	}
	return nil
}
