using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Pki;
using Kubesharp.Api.Printing;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Options;

namespace Kubesharp;

/// <summary>
/// `kubesharp certificates`: what expires when, read from the files of a data directory; and `renew`, which makes the
/// leaves there anew. A server that runs takes them over by itself.
/// </summary>
internal static class CertificatesCommand
{
    private static readonly Setting<string> DataDirectory = CommonSettings.DataDirectory;

    private static readonly Setting<string> Output = new("output", "text", "text or json. Default: text",
        static text => text is "text" or "json" ? new(text, null) : new(null, "must be text or json"));

    public static Command Create()
    {
        Command renew = new("renew", "Make the server's certificates anew now; a server that runs takes them over.");
        Argument<string[]> names = new("NAME")
        {
            Description = "Which, by the names of the list. Default: all", Arity = ArgumentArity.ZeroOrMore,
        };
        renew.Arguments.Add(names);
        renew.Options.Add(DataDirectory.Flag);
        renew.SetAction((flags, _) => Task.FromResult(Guard(
            flags, [DataDirectory], reader => Renew(reader.Get(DataDirectory), flags.GetValue(names) ?? []))));
        Command command = new("certificates", "List the certificates of a data directory, and when they expire.")
        {
            renew,
        };
        Output.Flag.Aliases.Add("-o");
        command.Options.Add(DataDirectory.Flag);
        command.Options.Add(Output.Flag);
        command.SetAction((flags, _) => Task.FromResult(Guard(
            flags, [DataDirectory, Output], reader => List(reader.Get(DataDirectory), reader.Get(Output)))));
        return command;
    }

    /// <summary>What lies in a data directory, of a server or of a node.</summary>
    internal static IReadOnlyList<Row> Read(string dataDirectory)
    {
        string pki = ClusterCertificates.PkiOf(Path.Combine(dataDirectory, "server"));
        string node = Path.Combine(dataDirectory, "node", "pki");
        List<Row> rows = [];
        Add("ca", Path.Combine(pki, "ca.crt"), File.ReadAllText, isAuthority: true);
        Add(ClusterCertificates.ServerLeaf, Path.Combine(pki, "server.crt"), File.ReadAllText);
        Add(ClusterCertificates.KubeletClientLeaf, Path.Combine(pki, "kubelet-client.crt"), File.ReadAllText);
        Add(ClusterCertificates.AdminLeaf, Path.Combine(dataDirectory, "admin.kubeconfig"),
            static path => Kubeconfig.TryRead(path)?.Client.CertificatePem ?? "");
        Add("kubelet-client", Path.Combine(node, "kubelet-client-current.pem"), Joined);
        Add("kubelet-server", Path.Combine(node, "kubelet-server-current.pem"), Joined);
        return rows;

        void Add(string name, string path, Func<string, string> read, bool isAuthority = false)
        {
            if (!File.Exists(path))
                return;
            using X509Certificate2 certificate = X509Certificate2.CreateFromPem(read(path));
            DateTimeOffset from = certificate.NotBefore, until = certificate.NotAfter;
            rows.Add(new(
                name, certificate.Subject, certificate.Issuer, from, until,
                isAuthority ? null : LeafCertificate.DueAt(certificate), path));
        }

        static string Joined(string path) => PemFiles.ReadJoined(path)?.CertificatePem ?? "";
    }

    internal static string Table(IReadOnlyList<Row> rows, DateTimeOffset now) => TextTable.Of(
    [
        ["CERTIFICATE", "EXPIRES", "RESIDUAL TIME", "RENEWED AT", "FILE"],
        .. rows.Select(row => (string[])
        [
            row.Name, Date(row.Until),
            row.Until <= now ? "<invalid>" : HumanDuration.Format(row.Until - now),
            row.RenewedAt is { } at ? Date(at) : "<never>", row.Path,
        ]),
    ]);

    internal static string Json(IReadOnlyList<Row> rows, DateTimeOffset now)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new() { Indented = true }))
        {
            json.WriteStartArray();
            foreach (Row row in rows)
            {
                json.WriteStartObject();
                json.WriteString("name", row.Name);
                json.WriteString("subject", row.Subject);
                json.WriteString("issuer", row.Issuer);
                json.WriteString("notBefore", row.From.UtcDateTime);
                json.WriteString("notAfter", row.Until.UtcDateTime);
                json.WriteNumber("residualSeconds", (long)(row.Until - now).TotalSeconds);
                if (row.RenewedAt is { } at)
                    json.WriteString("renewedAt", at.UtcDateTime);
                json.WriteString("file", row.Path);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static int List(string dataDirectory, string output)
    {
        IReadOnlyList<Row> rows = Read(dataDirectory);
        if (rows.Count == 0)
            throw new OptionsException([$"there are no certificates in {dataDirectory}; --data-dir names another one"]);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        Console.Write(output == "json" ? Json(rows, now) : Table(rows, now));
        return 0;
    }

    private static int Renew(string dataDirectory, IReadOnlyList<string> names)
    {
        ClusterCertificates certificates = ClusterCertificates.TryOpenExisting(
            Path.Combine(dataDirectory, "server"), TimeProvider.System, Entropy.System)
            ?? throw new OptionsException([
                $"no server has worked in {dataDirectory} yet; --data-dir names another one"]);
        string kubeconfig = Path.Combine(dataDirectory, "admin.kubeconfig");
        if (Kubeconfig.TryReadCluster(kubeconfig) is { } cluster)
            certificates.WriteAdminKubeconfig(kubeconfig, cluster.Server);
        string known = string.Join(", ", certificates.Leaves.Select(static leaf => leaf.Name));
        string[] unknown = [.. names.Where(name => certificates.Leaves.All(leaf => leaf.Name != name))];
        if (unknown.Length > 0)
        {
            throw new OptionsException(
                [.. unknown.Select(name => $"there is no certificate \"{name}\" to renew; there are {known}")]);
        }
        foreach (LeafCertificate leaf in certificates.Leaves)
        {
            if (names.Count > 0 && !names.Contains(leaf.Name))
                continue;
            leaf.Renew();
            Console.WriteLine($"certificate {leaf.Name} renewed, valid until {Date(leaf.Expires)}");
        }
        return 0;
    }

    private static int Guard(ParseResult flags, IReadOnlyList<Setting> settings, Func<SettingReader, int> run)
    {
        try
        {
            SettingReader reader = new(flags, settings, null);
            return reader.Problems.Count > 0 ? throw new OptionsException(reader.Problems) : run(reader);
        }
        catch (OptionsException exception)
        {
            foreach (string problem in exception.Problems)
                Console.Error.WriteLine($"error: {problem}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException
            or CryptographicException)
        {
            Console.Error.WriteLine($"error: {exception.Message}");
        }
        return 1;
    }

    private static string Date(DateTimeOffset date) =>
        date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>One certificate.</summary>
    /// <param name="RenewedAt">Null for the authority, which is not renewed by itself.</param>
    internal sealed record Row(
        string Name, string Subject, string Issuer, DateTimeOffset From, DateTimeOffset Until,
        DateTimeOffset? RenewedAt, string Path);
}
