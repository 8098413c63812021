using System.CommandLine;
using ChangeGate.Cli.Sources;
using ChangeGate.Failures;
using ChangeGate.Signatures;

namespace ChangeGate.Cli.Commands;

/// <summary>Makes the key pair of an approver or of a runner.</summary>
internal static class KeyCommand
{
    public static Command Create()
    {
        var name = new Option<string>("--name") { Description = "Whose key it is: the files are NAME.key.pem and NAME.pub.pem.", HelpName = "NAME", Required = true };
        var folder = new Option<string>("--output") { Description = "Where the files go.", HelpName = "DIR", DefaultValueFactory = _ => "." };
        var command = new Command("key", $"Make an ECDSA P-256 key pair. {KeyFile.PasswordVariable} encrypts the private half.") { name, folder };
        command.SetAction(arguments => (int)Run(arguments.GetValue(name)!, arguments.GetValue(folder)!));

        return command;
    }

    private static ExitCode Run(string name, string folder)
    {
        if (name.Length == 0 || name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || name.StartsWith('.'))
        {
            throw new GateException($"'{name}' cannot be part of a file's name.", "Give a plain name, for example --name dana.");
        }

        var password = Environment.GetEnvironmentVariable(KeyFile.PasswordVariable) is { Length: > 0 } set ? set : null;
        var (secret, open) = (Path.Combine(folder, $"{name}.key.pem"), Path.Combine(folder, $"{name}.pub.pem"));
        using var key = SigningKey.Create();

        try
        {
            Directory.CreateDirectory(folder);
            WriteNew(secret, key.ToPem(password), secret: true);
            WriteNew(open, key.PublicKey.Pem, secret: false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GateException($"The key could not be written: {failure.Message}", "Name another folder with --output, or another --name: a key is never overwritten.", failure);
        }

        Console.WriteLine($"{secret}  private{(password is null ? ", not encrypted" : ", encrypted")}: keep it out of the repository");
        Console.WriteLine($"{open}  public: list it under policy.approvers, or give it to changegate verify");
        Console.WriteLine($"fingerprint {key.PublicKey.Fingerprint}");

        return ExitCode.Allowed;
    }

    private static void WriteNew(string path, string text, bool secret)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };

        if (secret && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(path, options);
        file.Write(text);
    }
}
