using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Cake.ChangeGate;
using Cake.Core.IO;
using ChangeGate.Cli;
using ChangeGate.TestKit;
using FsCheck.Fluent;
using FilePath = Cake.Core.IO.FilePath;

namespace ChangeGate.EndToEnd.Tests.Cake;

/// <summary>The settings say what the tool understands, and all of it.</summary>
internal sealed class CakeArgumentTests
{
    /// <summary>Options whose output is no result that an alias returns; <c>ArgumentCustomization</c> reaches none of them on purpose.</summary>
    private static readonly string[] LeftOut = ["--fix", "--adopt-through", "--targets-from"];

    private static IEnumerable<Type> SettingsTypes() => typeof(ChangeGateSettings).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(ChangeGateSettings)) && !type.IsAbstract);

    [TestCaseSource(nameof(SettingsTypes))]
    public void Every_option_of_the_tool_is_a_setting_and_every_setting_an_option(Type type)
    {
        var settings = (ChangeGateSettings)Activator.CreateInstance(type)!;
        Fill(settings);
        var arguments = settings.Render();

        if (type == typeof(ChangeGateVerifySettings))
        {
            arguments.Last("evidence.json");
        }

        var parsed = CommandLine.Build(settings.Command).Parse(arguments.Builder.Render());
        var options = parsed.CommandResult.Command.Options.Where(option => option is not System.CommandLine.Help.HelpOption && !LeftOut.Contains(option.Name)).ToList();

        Assert.That(parsed.Errors.Select(error => error.Message).Concat(parsed.UnmatchedTokens), Is.Empty);
        Assert.That(options.Where(option => parsed.GetResult(option) is null or { Implicit: true }).Select(option => option.Name), Is.Empty);
    }

    [Test]
    public void A_value_arrives_as_it_is_whatever_it_holds()
    {
        var texts = ArbMap.Default.ArbFor<string>().Generator.Where(text => text is not null && !text.Contains('\0') && !text.Any(char.IsSurrogate));
        string[] values = [.. texts.Sample(200, 20), "", "\"", "\\", "\\\"", "a b", "--key=\"x\" \\\\", "tab\tand\nline", "$HOME `id` 'x'"];
        var start = new ProcessStartInfo("printf", string.Join(' ', values.Select(ToolArguments.Quote).Prepend("%s\\0"))) { RedirectStandardOutput = true };

        using var print = Process.Start(start)!;
        var printed = print.StandardOutput.ReadToEnd().Split('\0')[..^1];

        Assert.That(printed, Is.EqualTo(values));
    }

    [Test]
    public void The_repository_is_built_by_the_Cake_that_the_addin_is_compiled_against()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Repository.PathTo(".config", "dotnet-tools.json")));

        Assert.That(manifest.RootElement.GetProperty("tools").GetProperty("cake.tool").GetProperty("version").GetString(), Is.EqualTo(CakeBuild.Metadata("CakeVersion")));
    }

    private static void Fill(ChangeGateSettings settings)
    {
        foreach (var property in settings.GetType().GetProperties().Where(property => property.DeclaringType!.Assembly == typeof(ChangeGateSettings).Assembly && property.PropertyType != typeof(ChangeGateFailOn)))
        {
            switch (property.GetValue(settings))
            {
                case IList<string> texts:
                    texts.Add("x");
                    break;
                case IList<FilePath> files:
                    files.Add("file");
                    break;
                default:
                    property.SetValue(settings, Sample(property));
                    break;
            }
        }
    }

    private static object Sample(PropertyInfo property)
    {
        if (property.PropertyType == typeof(FilePath))
        {
            return new FilePath("file");
        }

        if (property.PropertyType == typeof(DirectoryPath))
        {
            return new DirectoryPath("folder");
        }

        return property.PropertyType == typeof(bool) ? true : property.PropertyType == typeof(int?) ? 1 : (object)"x";
    }
}
