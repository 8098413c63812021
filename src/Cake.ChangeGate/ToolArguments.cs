using System.Globalization;
using System.Text;
using Cake.Core;
using Cake.Core.IO;

namespace Cake.ChangeGate;

/// <summary>
/// The arguments of one run. A value stands behind <c>=</c> in the argument of its option, so that none is taken for an option of its own, and is quoted by the
/// rules that .NET takes command lines apart with: Cake's own quotes leave those within a value as they are.
/// </summary>
internal sealed class ToolArguments
{
    public ToolArguments(string command) => Builder.Append(command);

    public ProcessArgumentBuilder Builder { get; } = new();

    public void Flag(string name, bool isSet)
    {
        if (isSet)
        {
            Builder.Append(name);
        }
    }

    public void Option(string name, string? value)
    {
        if (value is not null)
        {
            Builder.AppendSwitch(name, "=", Quote(value));
        }
    }

    public void Option(string name, int? value) => Option(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Option(string name, Cake.Core.IO.Path? value) => Option(name, value?.FullPath);

    public void Options(string name, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            Option(name, value);
        }
    }

    public void Options(string name, IEnumerable<FilePath> values) => Options(name, values.Select(static value => value.FullPath));

    /// <summary>Shown in no log.</summary>
    public void Secret(string name, string? value)
    {
        if (value is not null)
        {
            Builder.AppendSwitchSecret(name, "=", Quote(value));
        }
    }

    /// <summary>The argument that has no name; nothing may follow it.</summary>
    public void Last(FilePath value)
    {
        Builder.Append("--");
        Builder.Append(Quote(value.FullPath));
    }

    /// <summary>One argument again, whatever it holds.</summary>
    internal static string Quote(string value)
    {
        var quoted = new StringBuilder("\"");
        var backslashes = 0;

        foreach (var c in value)
        {
            // Backslashes count only before a quote, where each needs another one.
            quoted.Append(c == '"' ? new string('\\', backslashes + 1) : "").Append(c);
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }
}
