using System.Text;

namespace ChangeGate.Cli.Manual;

/// <summary>Completion for bash, from 3.2 on. Words are compared and never expanded: <c>compgen -W</c> would run what stands in them.</summary>
internal static class BashCompletion
{
    public static string Render(IReadOnlyList<Verb> verbs)
    {
        var script = new StringBuilder("""
            # bash completion of changegate: source <(changegate completion bash)
            _changegate() {
                local current="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" verb= place= index word
                local -a words=()
                # --option=value comes as three words.
                if [[ $current == = ]]; then
                    current=
                elif [[ $before == = ]]; then
                    before="${COMP_WORDS[COMP_CWORD-2]}"
                fi
                for ((index = 1; index < COMP_CWORD; index++)); do
                    word="${verb:+$verb }${COMP_WORDS[index]}"
                    case "$word" in

            """);
        script.Append($"            {Patterns(verbs.Skip(1).Select(static verb => verb.Path))}) verb=\"$word\" ;;\n            *) break ;;\n        esac\n    done\n    case \"$verb $before\" in\n");

        foreach (var verb in verbs)
        {
            foreach (var option in verb.Options.Where(static option => option.Value is not null))
            {
                script.Append($"        {Patterns(option.Names.Select(name => $"{verb.Path} {name}"))}) {Value(option)} ;;\n");
            }
        }

        script.Append("        *)\n            case \"$verb\" in\n");

        foreach (var verb in verbs)
        {
            script.Append($"                {Quote(verb.Path)}) words=({string.Join(' ', verb.Choices.Select(static choice => Quote(choice.Word)))}){(verb.TakesFile ? "; place=file" : "")} ;;\n");
        }

        return script.Append("""
                        esac ;;
                esac
                COMPREPLY=()
                for word in ${words[@]+"${words[@]}"}; do
                    [[ $word == "$current"* ]] && COMPREPLY+=("$word")
                done
                if [[ -n $place ]]; then
                    compopt -o filenames 2>/dev/null
                    while IFS= read -r word; do
                        COMPREPLY+=("$word")
                    done < <(compgen -A "$place" -- "$current")
                fi
                return 0
            }
            complete -F _changegate changegate

            """).ToString();
    }

    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    public static string Patterns(IEnumerable<string> texts) => string.Join('|', texts.Select(Quote));

    private static string Value(VerbOption option) =>
        option.Words.Any() ? $"words=({string.Join(' ', option.Words.Select(Quote))})" : option.TakesFolder ? "place=directory" : option.TakesFile ? "place=file" : ":";
}
