using System.Text;
using Kubesharp.Api.Pki;

namespace Kubesharp.ApiServer.Certificates;

/// <summary>A kubeconfig with one cluster, one user and one context.</summary>
public sealed record Kubeconfig(string User, string Server, string AuthorityPem, CertificateAndKey Client)
{
    private const string Cluster = "kubesharp";

    /// <summary>The whole file, private key and all.</summary>
    public string ToText() => Text(User, Server, AuthorityPem, $"""
            client-certificate-data: {Base64(Client.CertificatePem)}
            client-key-data: {Base64(Client.KeyPem)}
        """);

    /// <summary>Nothing secret, whoever prints it.</summary>
    public override string ToString() => $"{User} at {Server}";

    /// <summary>Writes the file so that only its owner can read it; it holds a private key.</summary>
    public void Write(string path) => PemFiles.WriteSecret(path, ToText());

    /// <summary>
    /// Writes a file whose user's certificate and key lie together in another file, and are read from there.
    /// </summary>
    public static void WriteWithFile(string path, string user, string server, string authorityPem, string pemFile) =>
        PemFiles.WriteSecret(path, Text(user, server, authorityPem, $"""
                client-certificate: {pemFile}
                client-key: {pemFile}
            """));

    /// <summary>The server and the authority of a file of either make, whether or not its user can be used.</summary>
    public static (string Server, string AuthorityPem)? TryReadCluster(string path)
    {
        Dictionary<string, string> values = ValuesOf(path);
        try
        {
            return values.TryGetValue("server", out string? server)
                && values.TryGetValue("certificate-authority-data", out string? authority)
                ? (server, Text(authority))
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// Reads a file that <see cref="Write"/> or <see cref="WriteWithFile"/> wrote; null when it is absent or of another
    /// make.
    /// </summary>
    public static Kubeconfig? TryRead(string path)
    {
        Dictionary<string, string> values = ValuesOf(path);
        try
        {
            return values.TryGetValue("server", out string? server)
                && values.TryGetValue("certificate-authority-data", out string? authority)
                && values.TryGetValue("user", out string? user)
                && ClientOf(values) is { } client
                ? new(user, server, Text(authority), client)
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Text(string user, string server, string authorityPem, string credentials) => $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: {Cluster}
          cluster:
            server: {server}
            certificate-authority-data: {Base64(authorityPem)}
        users:
        - name: {user}
          user:
        {credentials}
        contexts:
        - name: {Cluster}
          context:
            cluster: {Cluster}
            user: {user}
        current-context: {Cluster}

        """;

    private static Dictionary<string, string> ValuesOf(string path)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        if (!File.Exists(path))
            return values;
        foreach (string line in File.ReadLines(path))
        {
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon > 0)
                values[line[..colon].TrimStart(' ', '-')] = line[(colon + 2)..].Trim();
        }
        return values;
    }

    private static CertificateAndKey? ClientOf(Dictionary<string, string> values)
    {
        if (values.TryGetValue("client-certificate-data", out string? certificate)
            && values.TryGetValue("client-key-data", out string? key))
        {
            return new(Text(certificate), Text(key));
        }
        return values.TryGetValue("client-certificate", out string? file) ? PemFiles.ReadJoined(file) : null;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
    private static string Text(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
