using System.Text;

namespace Kubesharp.Kubeconfigs;

/// <summary>A kubeconfig of one cluster and one user who has a client certificate.</summary>
internal sealed record Kubeconfig
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public required string Server { get; init; }
    /// <summary>PEM, like the other two.</summary>
    public required string CertificateAuthority { get; init; }
    public required string ClientCertificate { get; init; }
    public required string ClientKey { get; init; }
    public string Cluster { get; init; } = "kubesharp";
    public required string User { get; init; }

    public override string ToString() => $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: {Cluster}
          cluster:
            server: {Server}
            certificate-authority-data: {Encode(CertificateAuthority)}
        users:
        - name: {User}
          user:
            client-certificate-data: {Encode(ClientCertificate)}
            client-key-data: {Encode(ClientKey)}
        contexts:
        - name: {Cluster}
          context:
            cluster: {Cluster}
            user: {User}
        current-context: {Cluster}

        """;

    /// <summary>Replaces the file at once; readers see the old or the new one. Only the owner may read it.</summary>
    public void Write(string path)
    {
        string temporary = path + ".tmp";
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (StreamWriter writer = new(temporary, Encoding.ASCII, options))
            writer.Write(ToString());
        File.Move(temporary, path, overwrite: true);
    }

    private static string Encode(string pem) => Convert.ToBase64String(Encoding.ASCII.GetBytes(pem));
}
