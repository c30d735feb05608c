using System.Text;

namespace Kubesharp.ApiServer.Certificates;

/// <summary>A kubeconfig with one cluster, one user and one context; all keys are in the file itself.</summary>
public sealed record Kubeconfig(string User, string Server, string AuthorityPem, CertificateAndKey Client)
{
    private const string Cluster = "kubesharp";

    public override string ToString() => $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: {Cluster}
          cluster:
            server: {Server}
            certificate-authority-data: {Base64(AuthorityPem)}
        users:
        - name: {User}
          user:
            client-certificate-data: {Base64(Client.CertificatePem)}
            client-key-data: {Base64(Client.KeyPem)}
        contexts:
        - name: {Cluster}
          context:
            cluster: {Cluster}
            user: {User}
        current-context: {Cluster}

        """;

    /// <summary>Writes the file so that only its owner can read it; it holds a private key.</summary>
    public void Write(string path) => PemFiles.WriteSecret(path, ToString());

    /// <summary>Reads a file that <see cref="Write"/> wrote; null when it is absent or of another make.</summary>
    public static Kubeconfig? TryRead(string path)
    {
        if (!File.Exists(path))
            return null;
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(path))
        {
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon > 0)
                values[line[..colon].TrimStart(' ', '-')] = line[(colon + 2)..].Trim();
        }
        try
        {
            return values.TryGetValue("server", out string? server)
                && values.TryGetValue("certificate-authority-data", out string? authority)
                && values.TryGetValue("client-certificate-data", out string? certificate)
                && values.TryGetValue("client-key-data", out string? key)
                && values.TryGetValue("user", out string? user)
                ? new(user, server, Text(authority), new(Text(certificate), Text(key)))
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
    private static string Text(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
