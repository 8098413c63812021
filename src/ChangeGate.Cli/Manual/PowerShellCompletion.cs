using System.Text;

namespace ChangeGate.Cli.Manual;

/// <summary>Completion for PowerShell. Where it gives nothing, PowerShell completes names of files.</summary>
internal static class PowerShellCompletion
{
    public static string Render(IReadOnlyList<Verb> verbs)
    {
        var script = new StringBuilder("# PowerShell completion of changegate: changegate completion powershell | Out-String | Invoke-Expression\nRegister-ArgumentCompleter -Native -CommandName changegate -ScriptBlock {\n    param($wordToComplete, $commandAst, $cursorPosition)\n");
        script.Append($"    $verbs = @({string.Join(", ", verbs.Skip(1).Select(static verb => Quote(verb.Path)))})\n    $values = @{{\n");

        foreach (var verb in verbs)
        {
            foreach (var option in verb.Options.Where(static option => option.Value is not null))
            {
                foreach (var name in option.Names)
                {
                    script.Append($"        {Quote($"{verb.Path} {name}")} = @({string.Join(", ", option.Words.Select(Quote))})\n");
                }
            }
        }

        script.Append("    }\n    $choices = @{\n");

        foreach (var verb in verbs)
        {
            script.Append($"        {Quote(verb.Path)} = @(\n");

            foreach (var (word, description) in verb.Choices)
            {
                script.Append($"            , @({Quote(word)}, {Quote(OneLine.Of(description))})\n");
            }

            script.Append("        )\n");
        }

        return script.Append("""
                }
                $verb = ''
                $before = ''
                $reading = $true
                foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {
                    if ($element.Extent.EndOffset -ge $cursorPosition) { break }
                    $before = $element.Extent.Text
                    $next = "$verb $before".Trim()
                    if ($reading -and $verbs -ccontains $next) { $verb = $next } else { $reading = $false }
                }
                & { if ($values.ContainsKey("$verb $before")) { $values["$verb $before"] | ForEach-Object { , @($_, $_) } } else { $choices[$verb] } } | Where-Object { $null -ne $_ -and $_[0].StartsWith($wordToComplete, [StringComparison]::Ordinal) } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_[0], $_[0], [System.Management.Automation.CompletionResultType]::ParameterValue, "$($_[1]) ")
                }
            }

            """).ToString();
    }

    /// <summary>PowerShell takes four typographic quotes for a single one.</summary>
    public static string Quote(string text) => $"'{string.Concat(text.Select(static letter => letter is '\'' or >= '\u2018' and <= '\u201b' ? $"{letter}{letter}" : letter.ToString()))}'";
}
