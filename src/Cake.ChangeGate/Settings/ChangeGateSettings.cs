using Cake.Core.Tooling;

namespace Cake.ChangeGate;

/// <summary>
/// What every ChangeGate alias understands. Paths are handed to the tool as they are written, so that they count from <see cref="ToolSettings.WorkingDirectory"/>,
/// which is the build's own where none is set. Connection strings belong into <see cref="ToolSettings.EnvironmentVariables"/>.
/// </summary>
public abstract class ChangeGateSettings : ToolSettings
{
    /// <summary>Which verdicts end the build with a <see cref="Cake.Core.CakeException"/>, whose exit code is the tool's.</summary>
    public ChangeGateFailOn FailOn { get; set; }

    /// <summary>The tool's command: <c>check</c>, <c>apply</c> …</summary>
    internal abstract string Command { get; }

    internal virtual bool HasJson => true;

    /// <summary>Whether the output is read here; else it goes where the build's own goes, byte for byte.</summary>
    internal virtual bool HasOutput => true;

    internal ToolArguments Render()
    {
        var arguments = new ToolArguments(Command);

        if (HasJson)
        {
            arguments.Option("--format", "json");
        }

        AddTo(arguments);

        return arguments;
    }

    internal abstract void AddTo(ToolArguments arguments);
}
