using ChangeGate.Cli;

namespace ChangeGate.Tests.CommandLines;

internal sealed class CommandLineTests
{
    [Test]
    public void A_command_is_built_alone_by_its_name()
    {
        foreach (var command in CommandLine.Build().Subcommands)
        {
            Assert.That(CommandLine.Build(command.Name).Subcommands.Select(one => one.Name), Is.EqualTo([command.Name]));
        }
    }

    [Test]
    public void Whoever_names_none_sees_them_all() => Assert.That(CommandLine.Build("--help").Subcommands, Has.Count.EqualTo(CommandLine.Build().Subcommands.Count).And.Count.GreaterThan(10));
}
