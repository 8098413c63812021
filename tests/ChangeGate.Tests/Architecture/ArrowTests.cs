using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Cli;
using ChangeGate.GitHub;
using ChangeGate.Sql;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Architecture;

internal sealed partial class ArrowTests
{
    private static readonly Assembly Core = typeof(Change).Assembly;

    private static readonly Assembly Sql = typeof(SqlDialects).Assembly;

    private static readonly Assembly Cli = typeof(ExitCode).Assembly;

    private static readonly Assembly GitHub = typeof(GitHubClient).Assembly;

    /// <summary>From left to right; a namespace may use those of its own row and of the rows before it.</summary>
    private static readonly string[][] Rows =
    [
        ["Text", "Failures"],
        ["Signatures", "Changes", "Migrations"],
        ["Schemas", "Ledgers", "Redaction"],
        ["Findings"],
        ["Rules", "Rollbacks", "Rehearsals"],
        ["Policies", "Approvals"],
        ["Decisions"],
        ["Runs", "Evidence", "Reports"],
    ];

    private static IEnumerable<string> Namespaces() => Rows.SelectMany(row => row);

    [TestCaseSource(nameof(Namespaces))]
    public void Nobody_in_Core_looks_to_the_right(string name)
    {
        var row = Array.FindIndex(Rows, candidate => candidate.Contains(name));
        var right = Rows.Skip(row + 1).SelectMany(later => later).Select(later => $"ChangeGate.{later}").ToHashSet();

        var uses = SourcesOf("ChangeGate.Core", name).SelectMany(file => Using().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value));
        var signatures = Core.GetTypes().Where(type => type.Namespace == $"ChangeGate.{name}").SelectMany(TypesInSignatures).Select(type => type.Namespace ?? "");

        Assert.That(uses.Concat(signatures).Where(right.Contains).Distinct(), Is.Empty);
    }

    [Test]
    public void Every_folder_of_Core_stands_in_a_row() =>
        Assert.That(
            Directory.GetDirectories(Repository.PathTo("src", "ChangeGate.Core")).Select(Path.GetFileName).Except(["bin", "obj"]),
            Is.EquivalentTo(Namespaces().Where(name => Directory.Exists(Repository.PathTo("src", "ChangeGate.Core", name)))));

    [Test]
    public void Core_references_only_the_framework_and_the_YAML_reader() =>
        Assert.That(OutsideFramework(Core), Is.SubsetOf(["YamlDotNet"]));

    [Test]
    public void Only_its_reader_knows_YAML() =>
        Assert.That(
            Directory.GetFiles(Repository.PathTo("src"), "*.cs", SearchOption.AllDirectories)
                .Where(file => File.ReadAllText(file).Contains("YamlDotNet", StringComparison.Ordinal))
                .Select(Path.GetFileName),
            Is.SubsetOf(["YamlText.cs"]));

    [Test]
    public void Sql_references_only_Core() =>
        Assert.That(OutsideFramework(Sql), Is.SubsetOf(["ChangeGate.Core"]));

    [Test]
    public void Only_the_dialects_leave_Sql() =>
        Assert.That(Sql.GetExportedTypes(), Is.EqualTo([typeof(SqlDialects)]));

    [Test]
    public void GitHub_references_only_Core_and_the_retries() =>
        Assert.That(OutsideFramework(GitHub), Is.SubsetOf(["ChangeGate.Core", "Polly.Core"]));

    [Test]
    public void The_addin_references_only_its_host() =>
        Assert.That(OutsideFramework(Assembly.Load("Cake.ChangeGate")), Is.EqualTo(["Cake.Core"]));

    [Test]
    public void No_payload_leaves_GitHub() =>
        Assert.That(GitHub.GetExportedTypes().Where(type => type.Namespace == "ChangeGate.GitHub.Payloads"), Is.Empty);

    [Test]
    public void Drivers_stay_in_Databases() =>
        Assert.That(
            new[] { Core, Sql, GitHub, Cli }.SelectMany(OutsideFramework).Where(name => name is "Npgsql" or "System.Data.Common" || name.Contains("Sqlite", StringComparison.OrdinalIgnoreCase)),
            Is.Empty);

    [TestCase("ChangeGate.Core")]
    [TestCase("ChangeGate.Sql")]
    public void The_middle_is_synchronous(string assembly) =>
        Assert.That(
            Assembly.Load(assembly).GetTypes().SelectMany(AllMethods).Where(method => method.IsDefined(typeof(AsyncStateMachineAttribute))),
            Is.Empty);

    [Test]
    public void Every_kind_of_change_is_a_sealed_record() =>
        Assert.That(Core.GetTypes().Where(type => type.IsSubclassOf(typeof(Change)) && !type.IsSealed), Is.Empty);

    [TestCase("Helper")]
    [TestCase("Manager")]
    [TestCase("Util")]
    [TestCase("Common")]
    [TestCase("Service")]
    [TestCase("Processor")]
    [TestCase("Handler")]
    public void No_type_is_named_after_nothing(string word) =>
        Assert.That(new[] { Core, Sql, GitHub, Cli }.SelectMany(assembly => assembly.GetTypes()).Where(type => type.Name.EndsWith(word, StringComparison.Ordinal) && !type.Name.Contains('<')), Is.Empty);

    [Test]
    public void No_source_file_is_longer_than_five_hundred_lines() =>
        Assert.That(
            Directory.GetFiles(Repository.PathTo("src"), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
                .Where(file => File.ReadLines(file).Count() > 500)
                .Select(Path.GetFileName),
            Is.Empty);

    private static IEnumerable<string> SourcesOf(string project, string folder) =>
        Directory.Exists(Repository.PathTo("src", project, folder))
            ? Directory.GetFiles(Repository.PathTo("src", project, folder), "*.cs", SearchOption.AllDirectories)
            : [];

    private static IEnumerable<string> OutsideFramework(Assembly assembly) =>
        assembly.GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name is not ("System.Runtime" or "netstandard") && (name == "System.Data.Common" || !name.StartsWith("System.", StringComparison.Ordinal) || name == "System.CommandLine"));

    private static IEnumerable<MethodInfo> AllMethods(Type type) =>
        type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);

    private static IEnumerable<Type> TypesInSignatures(Type type) =>
        AllMethods(type).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType))
            .Concat(type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Select(field => field.FieldType))
            .Concat(type.GetInterfaces())
            .Append(type.BaseType ?? typeof(object))
            .SelectMany(used => used.GetGenericArguments().Append(used));

    [GeneratedRegex(@"^\s*(?:global )?using (?:static )?(ChangeGate\.\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();
}
