using ChangeGate.Changes;
using ChangeGate.Failures;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Tests.Policies;

internal sealed class PolicyFileTests
{
    private const string Whole =
        """
        version: 1
        targets:
          shop:
            dialect: postgresql            # the comment stays out
            engine: 16
            migrations: ./migrations/shop/
            layout: auto
            journal: changegate
            statistics: shop.snapshot.json
            rehearsal: { server: auto, statementLimit: 5min, otherSchema: record }
            environments:
              staging:    { connection: "${SHOP_STAGING}", superuser: allowed, timeouts: { lock: 3s, build: none, attempts: 5 } }
              production: { connection: "${SHOP_PRODUCTION}", protected: true }
        policy:
          approvalsValidFor: 72h
          approvers:
            - name: ada
              key: keys/ada.pem
              teams: [dba]
              emails: [Ada@Example.org]
          clauses:
            - name: data loss needs a DBA
              when: { hazard: data-loss }
              require: { approvals: 1, from: [team:dba] }
            - name: agents propose, people decide
              when: { author: agent, risk: { atLeast: high } }
              require: { approvals: 2 }
            - name: nobody edits history
              when: { migration: edited-after-applied, target: shop, environment: protected, rule: drop-table, object: [public.audit_*, ledger] }
              deny: A migration that has run may not change. Write a new one.
        evidence:
          folder: evidence
          key: "${CHANGEGATE_KEY}"
          anchors: [{ file: /mnt/kept/shop }, { gitTag: ledger/ }, { gitBranch: changegate-ledger, push: origin }]
        """;

    [Test]
    public void A_journal_is_a_word_or_a_section()
    {
        var word = Read("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: m, journal: flyway }").Targets.Single();
        var section = Read("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: m, layout: prisma, journal: { kind: dbup, schema: app, table: t, names: embedded, prefix: MyApp.Scripts, variables: false } }").Targets.Single();

        Assert.That((word.Journal, word.Layout), Is.EqualTo((new JournalSetting(JournalKind.Flyway), MigrationLayout.Flyway)));
        Assert.That(section.Layout, Is.EqualTo(MigrationLayout.Prisma));
        Assert.That(section.Journal, Is.EqualTo(new JournalSetting(JournalKind.DbUp) { Schema = "app", Table = "t", Names = ScriptNaming.Embedded, Prefix = "MyApp.Scripts.", ReplacesVariables = false }));
    }

    [Test]
    public void A_whole_configuration_is_read_as_it_is_written()
    {
        var configuration = Read(Whole);
        var target = configuration.Targets.Single();

        Assert.That(target, Is.EqualTo(new Target
        {
            Name = "shop",
            Dialect = Dialect.PostgreSql,
            Engine = 16,
            Migrations = "migrations/shop",
            Statistics = "shop.snapshot.json",
            Rehearsal = new RehearsalSetting("auto", TimeSpan.FromMinutes(5)) { RecordsOtherSchema = true },
            Environments =
            [
                new TargetEnvironment("staging", new ConnectionTemplate("${SHOP_STAGING}"), EnvironmentClass.Open) { MayBeSuperuser = true, Timeouts = new RunTimeouts { Lock = TimeSpan.FromSeconds(3), Build = TimeSpan.Zero, Attempts = 5 } },
                new TargetEnvironment("production", new ConnectionTemplate("${SHOP_PRODUCTION}"), EnvironmentClass.Protected),
            ],
        }));
        Assert.That(configuration.Evidence, Is.EqualTo(new EvidenceSettings("evidence", "${CHANGEGATE_KEY}")
        {
            Anchors = [new AnchorSetting(AnchorKind.File, "/mnt/kept/shop"), new AnchorSetting(AnchorKind.GitTag, "ledger/"), new AnchorSetting(AnchorKind.GitBranch, "changegate-ledger", "origin")],
        }));
        Assert.That(configuration.Policy, Is.EqualTo(new Policy
        {
            Digest = Digest.Of(Whole),
            ApprovalsValidFor = TimeSpan.FromHours(72),
            Approvers = [new Approver("ada", "keys/ada.pem") { Teams = ["dba"], Emails = ["ada@example.org"] }],
            Clauses =
            [
                new Clause { Name = "data loss needs a DBA", When = new Condition { Hazards = [Hazard.DataLoss] }, Require = new Requirement(1, ["team:dba"]) },
                new Clause { Name = "agents propose, people decide", When = new Condition { Author = AuthorKind.Agent, RiskAtLeast = RiskLevel.High }, Require = new Requirement(2, []) },
                new Clause
                {
                    Name = "nobody edits history",
                    When = new Condition
                    {
                        Migrations = [MigrationCondition.EditedAfterApplied],
                        Targets = ["shop"],
                        Environment = EnvironmentClass.Protected,
                        Rules = ["drop-table"],
                        Objects = ["public.audit_*", "ledger"],
                    },
                    Deny = "A migration that has run may not change. Write a new one.",
                },
            ],
        }));
    }

    [Test]
    public void Without_a_policy_the_built_in_one_judges() =>
        Assert.That(Read("version: 1").Policy, Is.EqualTo(BuiltInPolicy.Policy));

    [Test]
    public void Approvers_alone_stand_beside_the_built_in_clauses()
    {
        using var key = SigningKey.Create();
        var policy = PolicyFile.Read(Source("version: 1\npolicy:\n  approvers:\n    - { name: ada, key: ada.pem }\n"), path => path == "ada.pem" ? key.PublicKey.Pem : "").Policy;

        Assert.That(policy.Clauses, Is.EqualTo(BuiltInPolicy.Clauses));
        Assert.That(policy.Approvers.Single().PublicKeyPem, Is.EqualTo(key.PublicKey.Pem));
    }

    [Test]
    public void A_key_may_stand_in_the_file_itself()
    {
        using var key = SigningKey.Create();
        var pem = string.Join('\n', key.PublicKey.Pem.TrimEnd().Split('\n').Select(line => $"        {line}"));

        var policy = Read($"version: 1\npolicy:\n  approvers:\n    - name: ada\n      key: |\n{pem}\n").Policy;

        Assert.That(policy.Approvers.Single().PublicKeyPem, Is.EqualTo(key.PublicKey.Pem));
    }

    // Each case has the mark « before the character that the error must name.
    [Test]
    public void Agents_are_known_by_accounts_and_by_marks() => Assert.That(
        PolicyFile.Read(new SourceText("changegate.yml", "version: 1\nagents:\n  - { name: Ours, logins: ['@our-agent', other], apps: ['writer[bot]'], emails: agent@example.org, trailers: ['Written-by: ours'] }\n")).Agents,
        Is.EqualTo(new EquatableList<ListedAgent>([new ListedAgent("Ours") { Logins = ["our-agent", "other"], Apps = ["writer"], Emails = ["agent@example.org"], Trailers = ["Written-by: ours"] }])));

    [TestCase("version: 1\n«targts: {}", "`targts`", "Did you mean `targets`?")]
    [TestCase("version: «2", "`version`", "Write `version: 1`")]
    [TestCase("«targets: {}", "no `version`", "Add `version:`")]
    [TestCase("version: 1\ntargets: «{}", "names none", "Add a target")]
    [TestCase("version: 1\ntargets: «[]", "`targets` is a list where a section", "indented with spaces")]
    [TestCase("version: 1\ntargets:\n  shop: «{ dialect: sqlite }", "no `migrations`", "Add `migrations:`")]
    [TestCase("version: 1\ntargets:\n  shop: { dialect: «postgres, migrations: m }", "`postgres`", "Did you mean `postgresql`?")]
    [TestCase("version: 1\ntargets:\n  shop: { dialect: «sqlserver, migrations: m }", "this version does not support", "Write `postgresql` or `sqlite`")]
    [TestCase("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: m, layout: «liquibase-sql }", "does not support yet", "`plain`")]
    [TestCase("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: m, journal: { kind: flyway, names: «filename } }", "Only DbUp", "Leave")]
    [TestCase("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: m, journal: { kind: dbup, names: «embedded } }", "no `prefix`", "Add `prefix:`")]
    [TestCase("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: m, journal: { kind: changegate, table: «t } }", "no other `table`", "Leave")]
    [TestCase("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: m, journal: «liquibase }", "taken over and not written", "adopt --from liquibase")]
    [TestCase("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: m, journal: «changgate }", "`changgate`", "Did you mean `changegate`?")]
    [TestCase("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: m, layout: «diesl }", "`diesl`", "Did you mean `diesel`?")]
    [TestCase("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: m, engine: «new }", "`new`", "a number from 1 to 99")]
    [TestCase("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: m, engine: «0 }", "`0`", "a number from 1 to 99")]
    [TestCase("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: «../m }", "out of the repository", "below this file's folder")]
    [TestCase("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: «/m }", "out of the repository", "below this file's folder")]
    [TestCase("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: «[m] }", "a list where a text", "one text")]
    [TestCase("version: 1\ntargets:\n  «a shop: { dialect: sqlite, migrations: m }", "cannot be a name", "letters, digits")]
    [TestCase("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: m, environments: { live: «{} } }", "no `connection`", "a variable")]
    [TestCase("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: m, environments: { live: { connection: x, protected: «yes } } }", "`yes`", "`true` or `false`")]
    [TestCase("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: m, environments: { live: { connection: x, superuser: «alowed } } }", "`alowed`", "`allowed`")]
    [TestCase("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: m, environments: { live: { connection: x, timeouts: { lock: «none } } } }", "`none`", "`90s`")]
    [TestCase("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: m, environments: { live: { connection: x, timeouts: { attempts: «0 } } } }", "`0`", "a number from 1 to 20")]
    [TestCase("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: m, environments: { live: { connection: «[hunter2] } } }", "`connection` is a list", "one text")]
    [TestCase("version: 1\npolicy: { clauses: «[] }", "an empty list", "Leave the key out")]
    [TestCase("version: 1\npolicy: { clauses: [«{ name: a }] }", "neither `require` nor `deny`", "exactly one")]
    [TestCase("version: 1\npolicy: { clauses: [«{ name: a, deny: b, require: { approvals: 1 } }] }", "both `require` and `deny`", "exactly one")]
    [TestCase("version: 1\npolicy: { clauses: [{ name: a, require: { approvals: «0 } }] }", "`0`", "from 1 to 20")]
    [TestCase("version: 1\npolicy: { clauses: [{ name: a, require: «{} }] }", "no `approvals`", "how many people")]
    [TestCase("version: 1\npolicy: { clauses: [{ name: a, deny: b }, «{ name: a, deny: c }] }", "there already", "its own name")]
    [TestCase("version: 1\npolicy: { clauses: [{ name: a, deny: b, when: { «hazrd: data-loss } }] }", "`hazrd`", "Did you mean `hazard`?")]
    [TestCase("version: 1\npolicy: { clauses: [{ name: a, deny: b, when: { hazard: [irreversible, «dataloss] } }] }", "`dataloss`", "Did you mean `data-loss`?")]
    [TestCase("version: 1\npolicy: { clauses: [{ name: a, deny: b, when: { hazard: «[] } }] }", "an empty list", "at least one")]
    [TestCase("version: 1\npolicy: { clauses: [{ name: a, deny: b, when: { author: «robot } }] }", "`robot`", "`agent`, `person`")]
    [TestCase("version: 1\npolicy: { clauses: [{ name: a, deny: b, when: { rule: «drop-colum } }] }", "no such rule", "Did you mean `drop-column`?")]
    [TestCase("version: 1\npolicy: { clauses: [{ name: a, deny: b, when: { risk: «high } }] }", "`risk` is a single value", "key: value")]
    [TestCase("version: 1\npolicy: { clauses: [{ name: a, deny: b, when: { risk: { atLeast: «hihg } } }] }", "`hihg`", "Did you mean `high`?")]
    [TestCase("version: 1\npolicy: { clauses: [{ name: a, deny: b, when: { target: «shop } }] }", "`shop`", "Known here")]
    [TestCase("version: 1\npolicy: { clauses: [{ name: a, deny: b, when: { migration: «edited } }] }", "`edited`", "Did you mean `edited-after-applied`?")]
    [TestCase("version: 1\npolicy: { clauses: [{ name: a, require: { approvals: 1, from: [«grace] } }] }", "not an approver", "team:name")]
    [TestCase("version: 1\nagents: «{ name: a }", "`agents` is", "- ")]
    [TestCase("version: 1\nagents: [«{ name: a }]", "nothing says how", "`logins:`")]
    [TestCase("version: 1\nagents: [{ name: a, «login: [b] }]", "not a key of the agent", "logins")]
    [TestCase("version: 1\nagents: [{ name: a, logins: [«\"@bоt\"] }]", "no login of GitHub", "Latin letters")]
    [TestCase("version: 1\nagents: [{ name: a, trailers: [«the] }]", "too short", "at least 4")]
    [TestCase("version: 1\npolicy: { clauses: [{ name: a, require: { approvals: 1, from: [«\"@с" + "arol\"] } }] }", "no login of GitHub", "another alphabet")]
    [TestCase("version: 1\npolicy: { clauses: [{ name: a, require: { approvals: 1, from: [«\"@\"] } }] }", "no login of GitHub", "`@login`")]
    [TestCase("version: 1\npolicy: { clauses: [{ name: a, require: { approvals: 1, from: [«\"@carol/dba\"] } }] }", "no login of GitHub", "team:name")]
    [TestCase("version: 1\npolicy: { clauses: [{ name: a, require: { approvals: 1, «digestInWord: true } }] }", "not a key of `require`", "digestInWords")]
    [TestCase("version: 1\npolicy: { clauses: [{ name: a, require: { approvals: 1, digestInWords: «yes } }] }", "`digestInWords` is", "`true` or `false`")]
    [TestCase("version: 1\npolicy: { approvers: [{ name: ada, key: a }, «{ name: Ada, key: b }] }", "there already", "counts once")]
    [TestCase("version: 1\npolicy: { approvers: [{ name: ada, key: a }, { name: bob, key: «a }] }", "the key of `ada` too", "a key of their own")]
    [TestCase("version: 1\npolicy: { approvers: [{ name: «anyone-but-author, key: a }] }", "means something else", "another name")]
    [TestCase("version: 1\npolicy: { approvers: [{ name: ada, key: «-----BEGIN NOTHING----- }] }", "`key` is not PEM", "BEGIN PUBLIC KEY")]
    [TestCase("version: 1\npolicy: { approvers: [{ name: ada, key: a, emails: [«ada] }] }", "no address", "commits")]
    [TestCase("version: 1\npolicy: { approvalsValidFor: «soon }", "`soon`", "`14d`")]
    [TestCase("version: 1\npolicy: { approvalsValidFor: «0d }", "`0d`", "`14d`")]
    [TestCase("version: 1\ntargets: { shop: { dialect: sqlite, migrations: m, rehearsal: { statementLimit: «60 } } }", "`60`", "`90s`")]
    [TestCase("version: 1\ntargets: { shop: { dialect: sqlite, migrations: m, rehearsal: { statementLimit: «0s } } }", "`0s`", "`90s`")]
    [TestCase("version: 1\ntargets: { shop: { dialect: sqlite, migrations: m, rehearsal: { statementLimit: «25h } } }", "`25h`", "`90s`")]
    [TestCase("version: 1\ntargets: { shop: { dialect: sqlite, migrations: m, rehearsal: { statementLimit: «5m } } }", "`5m`", "`90s`")]
    [TestCase("version: 1\ntargets: { shop: { dialect: sqlite, migrations: m, rehearsal: { statementLimit: «7d } } }", "`7d`", "`90s`")]
    [TestCase("version: 1\ntargets: { shop: { dialect: sqlite, migrations: m, rehearsal: { «statementlimit: 60s } } }", "not a key of `rehearsal`", "statementLimit")]
    [TestCase("version: 1\nevidence: { anchors: «[] }", "a list is expected", "at least one")]
    [TestCase("version: 1\nevidence: { anchors: [«{ file: a, gitTag: b }] }", "one place", "exactly one")]
    [TestCase("version: 1\nevidence: { anchors: [«{ push: origin }] }", "one place", "exactly one")]
    [TestCase("version: 1\nevidence: { anchors: [{ file: a, push: «origin }] }", "not pushed", "Leave `push` out")]
    [TestCase("version: 1\nevidence: { anchors: [{ gitTag: «--force }] }", "`--force`", "a Latin letter")]
    [TestCase("version: 1\nevidence: { anchors: [{ gitBranch: a, push: «'ext::sh -c x' }] }", "`ext::sh -c x`", "`origin`")]
    [TestCase("version: 1\nevidence: { key: «-----BEGIN PRIVATE KEY----- }", "a private key itself", "count it as lost")]
    [TestCase("version: 1\n«version: 1", "there twice", "the first is on line 1")]
    [TestCase("«", "the file is empty", "version: 1")]
    [TestCase("«# only words", "the file is empty", "version: 1")]
    [TestCase("«- version: 1", "the configuration is a list", "key: value")]
    [TestCase("«~", "says nothing", "version: 1")]
    [TestCase("version: 1\n«---\nversion: 1", "a second document", "one document")]
    [TestCase("version: 1\ntargets: «&all {}", "an anchor", "alone")]
    [TestCase("version: 1\ntargets: «*all", "an alias", "itself")]
    [TestCase("version: 1\ntargets: «!!set {}", "an anchor (`&name`) or tag", "alone")]
    [TestCase("version: 1\ntargets:\n«\tshop: {}", "a tab", "spaces")]
    [TestCase("version: 1\npolicy: [[[[[[[[[[[[«[[[[]]]]]]]]]]]]]]]]", "nesting", "brackets")]
    [TestCase("? [a]\n: b", "where a key is expected", "a word")]
    public void An_error_names_its_place_what_was_found_and_what_was_expected(string marked, string problem, string remedy)
    {
        var at = Math.Max(0, marked.IndexOf('«'));
        var text = marked.Replace("«", "");
        var place = new SourceText("changegate.yml", text).PositionOf(at);

        var failure = Assert.Throws<GateException>(() => Read(text))!;

        Assert.That(failure.Problem, Does.StartWith($"`changegate.yml` line {place.Line}, column {place.Column}: ").And.Contains(problem));
        Assert.That(failure.Remedy, Does.Contain(remedy));
        Assert.That(failure.Message, Does.Not.Contain("hunter2"));
    }

    [TestCase("version: 1\ntargets: {", 2)]
    [TestCase("version: \"1", 1)]
    [TestCase("version: 1\n  targets: 2", 2)]
    [TestCase("version: 1\ntargets:\n  shop: }", 3)]
    [TestCase("%YAML 9\n---\nversion: 1", 1)]
    public void What_is_not_YAML_says_where(string text, int line) =>
        Assert.That(() => Read(text), Throws.TypeOf<GateException>().With.Message.Match($"line {line}, column [0-9]+: "));

    [Test]
    public void A_huge_file_is_refused_unread() =>
        Assert.That(() => Read(new string('#', 300 * 1024)), Throws.TypeOf<GateException>().With.Message.Contains("larger than"));

    [Test]
    public void Control_characters_of_the_file_do_not_reach_a_terminal()
    {
        var failure = Assert.Throws<GateException>(() => Read("version: 1\n\"\\e[31mred\\nline\": 1"))!;

        Assert.That(failure.Message.Any(char.IsControl), Is.False);
    }

    [Test]
    public void No_connection_prints() =>
        Assert.That(Read(Whole).ToString(), Does.Not.Contain("SHOP_"));

    [Test]
    public void Cutting_a_configuration_anywhere_never_breaks_the_reader()
    {
        foreach (var length in Enumerable.Range(0, Whole.Length / 3))
        {
            Assert.That(() => ReadOrRefuse(Whole[..(length * 3)]), Throws.Nothing, Whole[..(length * 3)]);
        }
    }

    [Test]
    public void Changing_a_character_anywhere_never_breaks_the_reader()
    {
        foreach (var (index, noise) in Enumerable.Range(0, Whole.Length / 5).SelectMany(index => "\t{]:&*!\"-\0".Select(noise => (index * 5, noise))))
        {
            var text = Whole.Remove(index, 1).Insert(index, noise.ToString());

            Assert.That(() => ReadOrRefuse(text), Throws.Nothing, text);
        }
    }

    private static void ReadOrRefuse(string text)
    {
        try
        {
            Read(text);
        }
        catch (GateException)
        {
        }
    }

    private static Configuration Read(string text) => PolicyFile.Read(Source(text));

    private static SourceText Source(string text) => new("changegate.yml", text);
}
