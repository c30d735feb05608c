using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api.Core;

namespace Kubesharp.Joining;

/// <summary>
/// What a machine is given to join with: a bootstrap token, and by which hash it knows the cluster's authority, as
/// <c>abcdef.0123456789abcdef@sha256:HEX</c>. The hash is kubeadm's: of the authority's public key (RFC 7469, 2.4).
/// </summary>
internal sealed record JoinToken(BootstrapToken Token, IReadOnlyList<string> AuthorityHashes)
{
    private const string Prefix = "sha256:";

    /// <summary>Whole, for who is to join.</summary>
    public string ToText() => string.Join('@', AuthorityHashes.Prepend(Token.ToText()));

    /// <summary>The id only.</summary>
    public override string ToString() => Token.Id;

    /// <summary>Null when the text is no such token.</summary>
    public static JoinToken? TryParse(string text)
    {
        string[] parts = text.Split('@');
        return BootstrapToken.TryParse(parts[0]) is { } token && parts.Skip(1).All(IsHash)
            ? new(token, [.. parts.Skip(1).Select(static part => part.ToLowerInvariant())])
            : null;
    }

    /// <summary>Whether a text is <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public static bool IsHash(string text) =>
        text.Length == Prefix.Length + 64 && text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        && text.AsSpan(Prefix.Length).IndexOfAnyExcept("0123456789abcdefABCDEF") < 0;

    /// <summary>The hash of an authority.</summary>
    public static string HashOf(X509Certificate2 authority) => Prefix
        + Convert.ToHexStringLower(SHA256.HashData(authority.PublicKey.ExportSubjectPublicKeyInfo()));
}
