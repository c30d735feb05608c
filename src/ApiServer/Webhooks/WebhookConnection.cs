using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubesharp.Api.Configuration;

namespace Kubesharp.ApiServer.Webhooks;

/// <summary>
/// Where a webhook is and how this server shows who it is: the current context of a kubeconfig file.
/// </summary>
public sealed record WebhookConnection
{
    private WebhookConnection(Uri server) => Server = server;

    /// <summary>Stands in where a configuration could not be read; nothing is ever sent there.</summary>
    internal static WebhookConnection Nowhere { get; } = new(new Uri("https://localhost:0"));

    internal Uri Server { get; }
    /// <summary>Whom to trust; empty: the machine's authorities.</summary>
    internal IReadOnlyList<X509Certificate2> Authorities { get; private init; } = [];
    internal string TlsServerName { get; private init; } = "";
    internal bool SkipsVerification { get; private init; }
    internal X509Certificate2? ClientCertificate { get; private init; }
    internal string Token { get; private init; } = "";
    /// <summary>Wins over <see cref="Token"/>.</summary>
    internal string TokenFile { get; private init; } = "";
    internal string Username { get; private init; } = "";
    internal string Password { get; private init; } = "";

    /// <summary>Nothing of it is for a log.</summary>
    public override string ToString() => Server.ToString();

    /// <summary>Reads a file; paths in it count from its folder.</summary>
    /// <exception cref="ConfigurationException">Says every reason why it cannot be followed.</exception>
    public static WebhookConnection ReadFile(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"cannot be read: {exception.Message}"]);
        }
    }

    /// <summary>Reads a kubeconfig's text.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="folder">What relative paths count from.</param>
    /// <exception cref="ConfigurationException">Says every reason why it cannot be followed.</exception>
    public static WebhookConnection Parse(string text, string folder) =>
        ConfigurationDocument.Read(text, "Config", ["v1"], document =>
        {
            document.Skip("preferences");
            document.Skip("extensions");
            var clusters = document.Objects("clusters", one => (
                Name: one.Text("name"), Value: one.Object("cluster", cluster => ReadCluster(cluster, folder))));
            var users = document.Objects("users", one => (
                Name: one.Text("name"), Value: one.Object("user", user => new User(user, folder))));
            var contexts = document.Objects("contexts", static one => (
                Name: one.Text("name"), Value: one.Object("context", static context => new Context(context))));
            string current = document.Text("current-context", required: true);
            Context? chosen = contexts.FirstOrDefault(one => one.Name == current).Value;
            if (chosen is null)
            {
                if (current.Length > 0)
                    document.Fail("current-context", $"\"{current}\" is none of the contexts");
                return Nowhere;
            }
            WebhookConnection? connection = clusters.FirstOrDefault(one => one.Name == chosen.Cluster).Value;
            if (connection is null)
                document.Fail("contexts", $"cluster \"{chosen.Cluster}\" of {current} is none of the clusters");
            User? user = users.FirstOrDefault(one => one.Name == chosen.User).Value;
            if (user is null && chosen.User.Length > 0)
                document.Fail("contexts", $"user \"{chosen.User}\" of {current} is none of the users");
            connection ??= Nowhere;
            return user is null ? connection : connection with
            {
                ClientCertificate = user.Certificate,
                Token = user.Token,
                TokenFile = user.TokenFile,
                Username = user.Name,
                Password = user.Password,
            };
        });

    private static WebhookConnection ReadCluster(ConfigurationDocument document, string folder)
    {
        string server = document.Text("server", required: true);
        if (!Uri.TryCreate(server, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("https" or "http"))
        {
            if (server.Length > 0)
                document.Fail("server", $"\"{server}\" must be a URL such as https://authn.example.com/review");
            uri = Nowhere.Server;
        }
        document.Skip("disable-compression");
        document.Skip("extensions");
        if (document.Has("proxy-url"))
            document.Fail("proxy-url", "is not supported; the environment's HTTPS_PROXY is followed");
        IReadOnlyList<X509Certificate2> authorities = [];
        if (Content(document, "certificate-authority", folder) is { Length: > 0 } pem)
        {
            X509Certificate2Collection read = [];
            try
            {
                read.ImportFromPem(pem);
            }
            catch (CryptographicException)
            {
                read.Clear();
            }
            if (read.Count == 0)
                document.Fail("certificate-authority-data", "must hold PEM certificates");
            authorities = [.. read];
        }
        return new(uri)
        {
            Authorities = authorities,
            TlsServerName = document.Text("tls-server-name"),
            SkipsVerification = document.Flag("insecure-skip-tls-verify") ?? false,
        };
    }

    // The text that a key's -data holds in base64, or the file that the key names; empty when neither.
    private static string Content(ConfigurationDocument document, string key, string folder)
    {
        string data = document.Text(key + "-data"), file = document.Text(key);
        try
        {
            if (data.Length > 0)
                return Encoding.UTF8.GetString(Convert.FromBase64String(data));
            if (file.Length > 0)
                return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (FormatException)
        {
            document.Fail(key + "-data", "must be base64");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            document.Fail(key, $"\"{file}\" cannot be read: {exception.Message}");
        }
        return "";
    }

    private sealed class Context
    {
        public Context(ConfigurationDocument document)
        {
            Cluster = document.Text("cluster", required: true);
            User = document.Text("user");
            document.Skip("namespace");
            document.Skip("extensions");
        }

        public string Cluster { get; }
        public string User { get; }
    }

    private sealed class User
    {
        public User(ConfigurationDocument document, string folder)
        {
            foreach (string key in new[] { "exec", "auth-provider", "as", "as-groups", "as-uid", "as-user-extra" })
            {
                if (document.Has(key))
                    document.Fail(key, "is not supported; client certificates, tokens and passwords are");
            }
            document.Skip("extensions");
            Token = document.Text("token");
            Name = document.Text("username");
            Password = document.Text("password");
            TokenFile = document.Text("tokenFile");
            if (TokenFile.Length > 0)
                TokenFile = Path.Combine(folder, TokenFile);
            string certificate = Content(document, "client-certificate", folder);
            string keyPem = Content(document, "client-key", folder);
            if (certificate.Length == 0 && keyPem.Length == 0)
                return;
            try
            {
                using X509Certificate2 pair = X509Certificate2.CreateFromPem(certificate, keyPem);
                // A key straight out of PEM cannot be used by every TLS stack.
                Certificate = X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
            }
            catch (Exception exception) when (exception is CryptographicException or ArgumentException)
            {
                document.Fail(
                    "client-certificate-data", $"must be a PEM certificate with its key: {exception.Message}");
            }
        }

        public string Name { get; }
        public string Password { get; }
        public string Token { get; }
        public string TokenFile { get; }
        public X509Certificate2? Certificate { get; }
    }
}
