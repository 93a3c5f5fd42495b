// Command huike knows a shop's customers, plans and sends the right contact,
// and proves what it earned.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"huike"

	"github.com/alecthomas/kong"
)

// version is written by the linker in a release.
var version = "0.1.0-dev"

// Globals are the flags of every command.
type Globals struct {
	Database string   `name:"db" env:"HUIKE_DB" default:"duckdb:huike.db" help:"Address of the database: duckdb:PATH or postgres://…"`
	KeyFile  string   `name:"key-file" env:"HUIKE_KEY_FILE" help:"File of the key that seals personal data; default: beside the DuckDB file, or huike.key." type:"path"`
	Memory   string   `env:"HUIKE_MEMORY" help:"Most memory that DuckDB may use, for example 2GiB."`
	Threads  int      `env:"HUIKE_THREADS" help:"Most threads that DuckDB may use."`
	JSON     bool     `name:"json" help:"Print one JSON object on standard output; everything else goes to standard error."`
	LogLevel logLevel `env:"HUIKE_LOG" default:"warn" enum:"debug,info,warn,error" help:"Least severe log line that is written: debug, info, warn or error."`

	in       *os.File
	out, err io.Writer
	clock    func() time.Time
	house    *house // the server's, where a command is its errand
	dir      string // where the names of files begin; "" is the process's folder
	said     string // what the person answered to the command's question
}

type logLevel string

type commands struct {
	Globals

	Import     importCommand     `cmd:"" help:"Bring in a seller's files: orders, events, chats, reviews and other facts."`
	Mapping    mappingCommand    `cmd:"" help:"What the columns of your own files mean, kept under a name."`
	Rejects    rejectsCommand    `cmd:"" help:"Write the refused rows of an import into a file."`
	Shop       shopCommand       `cmd:"" help:"Orders, customers and money up to a day."`
	Lifecycle  lifecycleCommand  `cmd:"" help:"How many customers stand in each stage on a day."`
	Refresh    refreshCommand    `cmd:"" help:"Make everything anew that the facts have made stale, and say what each part took."`
	Habits     habitsCommand     `cmd:"" help:"What customers are used to: phases, times, sensitivities, how they look and ask."`
	Dormancy   dormancyCommand   `cmd:"" help:"Who has run out of what she bought, who is dormant, and why."`
	Migration  migrationCommand  `cmd:"" help:"Who moved between two days, up and down."`
	Repurchase repurchaseCommand `cmd:"" help:"How many new customers buy again, and how many regulars."`
	Cohort     cohortCommand     `cmd:"" help:"Who comes back: by month of the first purchase, by ordinal, by estimate."`
	Sources    sourcesCommand    `cmd:"" help:"Where new customers come from, what they cost, what they are worth."`
	RFM        rfmCommand        `cmd:"" name:"rfm" help:"Customers by recency, frequency and money."`
	Products   productsCommand   `cmd:"" help:"What the products do: matrix, pairs, bundles, seasons, prices."`
	KPI        kpiCommand        `cmd:"" name:"kpi" help:"The shop as a tree of measures, its causes, its targets."`
	Customer   customerCommand   `cmd:"" help:"Customers who are the same person: merge, undo, split."`
	Segment    segmentCommand    `cmd:"" help:"Groups of customers by a rule."`
	Campaign   campaignCommand   `cmd:"" help:"Campaigns: plan, approve, start, send, report."`
	Bounce     bounceCommand     `cmd:"" help:"Customers who are not written to since a mail to them bounced."`
	Programme  programmeCommand  `cmd:"" help:"Cultivation of new customers: where they stand, who is due for which step."`
	Evaluate   evaluateCommand   `cmd:"" help:"Evaluate experiments."`
	CLV        clvCommand        `cmd:"" name:"clv" help:"What customers are worth: models of repeat buying and of amounts."`
	Value      valueCommand      `cmd:"" help:"What each customer will bring in the next 12 months."`
	Cluster    clusterCommand    `cmd:"" help:"Groups of customers who resemble each other."`
	Churn      churnCommand      `cmd:"" help:"Who is about to leave."`
	Lookalike  lookalikeCommand  `cmd:"" help:"Customers who resemble those of a segment."`
	Explain    explainCommand    `cmd:"" help:"The rules behind a segment."`
	TGI        tgiCommand        `cmd:"" name:"tgi" help:"A segment compared with all customers."`
	Basket     basketCommand     `cmd:"" help:"Products that are bought together."`
	Simulate   simulateCommand   `cmd:"" help:"Make the order file of a shop that never was."`
	Serve      serveCommand      `cmd:"" help:"Run the web app, the API and the senders."`
	Demo       demoCommand       `cmd:"" help:"Show everything on a simulated shop, with a mail server that keeps all mails to itself."`
	User       userCommand       `cmd:"" help:"People who may log in."`
	Migrate    migrateCommand    `cmd:"" help:"Bring the database to this program's schema."`
	Backup     backupCommand     `cmd:"" help:"Copy a DuckDB database, also while a server works on it."`
	Version    versionCommand    `cmd:"" help:"Print the version."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second one ends the program at once
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the whole program but for the process around it. It returns the exit
// code: 0 done, 1 failed, 2 asked wrongly.
func run(ctx context.Context, args []string, out, errs io.Writer) int {
	return Globals{in: os.Stdin, out: out, err: errs, clock: time.Now}.run(ctx, args)
}

func (g Globals) run(ctx context.Context, args []string) int {
	c := commands{Globals: g}
	parser, err := kong.New(&c, kong.Name("huike"), kong.Writers(g.out, g.err), kong.Exit(func(code int) { panic(exit(code)) }),
		kong.Description("Self-hosted customer marketing: from a shop's orders to campaigns that prove what they earn."),
		kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		panic("BUG: " + err.Error())
	}
	return guarded(func() int {
		parsed, err := parser.Parse(args)
		if err != nil {
			fmt.Fprintln(g.err, "huike:", err)
			return 2
		}
		if c.house == nil {
			slog.SetDefault(slog.New(slog.NewTextHandler(g.err, &slog.HandlerOptions{Level: c.LogLevel.slog()})))
			if c.said, err = c.asked(parsed); err != nil {
				c.complain(err)
				return 1
			}
			if errands(parsed.Command()) {
				if code, done := c.beside(ctx, args); done {
					return code
				}
			}
		}
		parsed.BindTo(ctx, (*context.Context)(nil))
		if err := parsed.Run(&c.Globals); err != nil {
			c.complain(err)
			return 1
		}
		return 0
	})
}

// asked puts the command's question to the person, if it has one.
func (g *Globals) asked(parsed *kong.Context) (said string, err error) {
	if command, ok := parsed.Selected().Target.Addr().Interface().(asker); ok {
		return command.ask(g)
	}
	return "", nil
}

// exit is the panic by which kong ends after printing help.
type exit int

func guarded(f func() int) (code int) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(exit)
			if !ok {
				panic(r)
			}
			code = int(e)
		}
	}()
	return f()
}

// complain tells the person what went wrong, in one sentence; the cause of an
// internal fault goes to the log.
func (g *Globals) complain(err error) {
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(g.err, "huike: stopped; nothing was left half done")
		return
	}
	if huike.KindOf(err) == huike.Internal {
		slog.Error("command failed", "error", err)
	}
	fmt.Fprintln(g.err, "huike:", huike.SentenceOf(err))
}

func (l logLevel) slog() slog.Level {
	switch l {
	case "debug":
		return slog.LevelDebug
	case "info":
		return slog.LevelInfo
	case "error":
		return slog.LevelError
	}
	return slog.LevelWarn
}

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(g *Globals) error {
	return g.print(map[string]string{"version": version}, func(w io.Writer) { fmt.Fprintln(w, version) })
}
