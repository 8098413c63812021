using System.CommandLine;
using ChangeGate.Cli.Ledgers;
using ChangeGate.Cli.Sources;
using ChangeGate.Failures;
using ChangeGate.Signatures;

namespace ChangeGate.Cli.Commands;

/// <summary>Makes the key pair of an approver or of a runner.</summary>
internal static class KeyCommand
{
    public static Command Create()
    {
        var name = CreateName();
        name.Required = false;
        var folder = CreateFolder();
        var encrypted = CreateEncrypted();
        var command = new Command("key", $"Make an ECDSA P-256 key pair. {KeyFile.PasswordVariable}, or a file that {KeyFile.PasswordFileVariable} names, encrypts the private half.") { name, folder, encrypted, CreateRotate() };
        command.SetAction(arguments =>
        {
            var given = arguments.GetValue(name) ?? throw new GateException("It is not said whose key it is.", "Give --name NAME: the files are NAME.key.pem and NAME.pub.pem.");
            using var key = SigningKey.Create();
            WritePair(key, given, arguments.GetValue(folder)!, arguments.GetValue(encrypted)); // It has a default.
            Console.WriteLine($"fingerprint {key.PublicKey.Fingerprint}");

            return (int)ExitCode.Allowed;
        });

        return command;
    }

    private static Command CreateRotate()
    {
        var name = CreateName();
        var folder = CreateFolder();
        var encrypted = CreateEncrypted();
        var old = new Option<string>("--key") { Description = "The private key whose place it takes: a file, or ${VARIABLE} with its PEM text.", HelpName = "FILE", Required = true };
        var command = new Command("rotate", "Make a key pair that takes the place of another from now on, and the signed rotation that says so: NAME.rotation.json.") { old, name, folder, encrypted };
        command.SetAction(arguments =>
        {
            var (given, place) = (arguments.GetValue(name)!, arguments.GetValue(folder)!); // One is required, and one has a default.
            using var from = KeyFile.Read(arguments.GetValue(old)!); // The option is required.
            using var to = SigningKey.Create();
            WritePair(to, given, place, arguments.GetValue(encrypted));
            var rotation = Path.Combine(place, $"{given}{BundleLedger.RotationSuffix}");
            Writing(() => WriteNew(rotation, KeyRotation.Sign(from, to, TimeProvider.System.GetUtcNow()), secret: false));
            Console.WriteLine($"{rotation}  signed by both keys: put it into the folder of the evidence, and give it to changegate verify with --rotations");
            Console.WriteLine($"fingerprint {to.PublicKey.Fingerprint}, in the place of {from.PublicKey.Fingerprint}");

            return (int)ExitCode.Allowed;
        });

        return command;
    }

    private static Option<string> CreateName() => new("--name") { Description = "Whose key it is: the files are NAME.key.pem and NAME.pub.pem.", HelpName = "NAME", Required = true };

    private static Option<string> CreateFolder() => new("--output") { Description = "Where the files go.", HelpName = "DIR", DefaultValueFactory = _ => "." };

    private static Option<bool> CreateEncrypted() => new("--encrypted") { Description = "Make none where there is no password to encrypt it with." };

    private static void WritePair(SigningKey key, string name, string folder, bool mustEncrypt)
    {
        if (name.Length == 0 || name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || name.StartsWith('.'))
        {
            throw new GateException($"'{name}' cannot be part of a file's name.", "Give a plain name, for example --name dana.");
        }

        var password = KeyFile.Password();

        if (mustEncrypt && password is null)
        {
            throw new GateException("There is no password to encrypt the key with.", $"Set {KeyFile.PasswordVariable}, or {KeyFile.PasswordFileVariable} to the name of a file with it.");
        }

        var (secret, open) = (Path.Combine(folder, $"{name}.key.pem"), Path.Combine(folder, $"{name}.pub.pem"));
        Writing(() =>
        {
            Directory.CreateDirectory(folder);
            WriteNew(secret, key.ToPem(password), secret: true);
            WriteNew(open, key.PublicKey.Pem, secret: false);
        });
        Console.WriteLine($"{secret}  private{(password is null ? ", not encrypted" : ", encrypted")}: keep it out of the repository");
        Console.WriteLine($"{open}  public: list it under policy.approvers, or give it to changegate verify");
    }

    private static void Writing(Action write)
    {
        try
        {
            write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GateException($"The key could not be written: {failure.Message}", "Name another folder with --output, or another --name: a key is never overwritten.", failure);
        }
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
