using System.CommandLine;
using Kubesharp.Api;

namespace Kubesharp;

/// <summary>`kubesharp token`: bootstrap tokens, with which a new node introduces itself.</summary>
internal static class TokenCommand
{
    // Both lengths are part of the format of a bootstrap token: [a-z0-9]{6}.[a-z0-9]{16}.
    private const int IdLength = 6;
    private const int SecretLength = 16;

    public static Command Create()
    {
        Command generate = new("generate", "Print a new bootstrap token. It is not given to any cluster yet.");
        generate.SetAction(_ =>
            Console.WriteLine($"{Entropy.System.NameSuffix(IdLength)}.{Entropy.System.NameSuffix(SecretLength)}"));
        return new Command("token", "Work with bootstrap tokens.") { generate };
    }
}
