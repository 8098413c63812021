using System.Text;

namespace ChangeGate.Cli.Manual;

/// <summary>Completion for zsh, with descriptions.</summary>
internal static class ZshCompletion
{
    public static string Render(IReadOnlyList<Verb> verbs)
    {
        var script = new StringBuilder("""
            #compdef changegate
            # zsh completion of changegate: source <(changegate completion zsh), or as _changegate in a folder of $fpath.
            _changegate() {
                local verb= word before=${words[CURRENT-1]}
                local -a choices
                integer index
                if [[ ${words[CURRENT]} == --*=* ]]; then
                    before=${words[CURRENT]%%=*}
                    compset -P '*='
                fi
                for ((index = 2; index < CURRENT; index++)); do
                    word="${verb:+$verb }${words[index]}"
                    case "$word" in

            """);
        script.Append($"            ({BashCompletion.Patterns(verbs.Skip(1).Select(static verb => verb.Path))}) verb=\"$word\" ;;\n            (*) break ;;\n        esac\n    done\n    case \"$verb $before\" in\n");

        foreach (var verb in verbs)
        {
            foreach (var option in verb.Options.Where(static option => option.Value is not null))
            {
                script.Append($"        ({BashCompletion.Patterns(option.Names.Select(name => $"{verb.Path} {name}"))}) {Value(option)}; return ;;\n");
            }
        }

        script.Append("    esac\n    case \"$verb\" in\n");

        foreach (var verb in verbs)
        {
            script.Append($"        ({BashCompletion.Quote(verb.Path)}) choices=(\n");

            foreach (var (word, description) in verb.Choices)
            {
                script.Append($"            {BashCompletion.Quote($"{word}:{OneLine.Of(description)}")}\n");
            }

            script.Append($"        ){(verb.TakesFile ? "; _files" : "")} ;;\n");
        }

        return script.Append("""
                esac
                _describe changegate choices
            }
            if [[ ${funcstack[1]} == _changegate ]]; then
                _changegate "$@"
            else
                compdef _changegate changegate
            fi

            """).ToString();
    }

    private static string Value(VerbOption option) =>
        option.Words.Any() ? $"compadd -- {string.Join(' ', option.Words.Select(BashCompletion.Quote))}" : option.TakesFolder ? "_files -/" : option.TakesFile ? "_files" : $"_message {BashCompletion.Quote(Plain(option.Value!))}"; // Only asked of options with one.

    // What zsh shows as a message may hold escapes of prompts.
    private static string Plain(string text) => OneLine.Of(text).Replace("%", "%%", StringComparison.Ordinal);
}
