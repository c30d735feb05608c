using Kubesharp.Api.Configuration;
using Kubesharp.ApiServer;
using Kubesharp.ApiServer.Audit;
using Kubesharp.ApiServer.Encryption;

namespace Kubesharp.Options;

/// <summary>The settings of the API server about who is served, how many at once, and what is written down.</summary>
internal static class ApiServerSettings
{
    private const int BytesPerMegabyte = 1024 * 1024;

    public static Setting<bool> FlowControl { get; } = new("enable-priority-and-fairness", true,
        "Share the server out by FlowSchemas and PriorityLevelConfigurations. Default: true", Parse.Switch,
        isSwitch: true);

    public static Setting<int> ReadsInFlight { get; } = new("max-requests-inflight", 0,
        "With max-mutating-requests-inflight: requests served at once. Default: 64 a core in all, at most 600",
        Parse.Count);

    public static Setting<int> WritesInFlight { get; } = new("max-mutating-requests-inflight", 0,
        "With max-requests-inflight: requests served at once. Default: 64 a core in all, at most 600", Parse.Count);

    public static Setting<string> AuditPolicy { get; } = new("audit-policy-file", "",
        "An audit.k8s.io/v1 Policy: which requests are written down. Default: none are", Parse.Text);

    public static Setting<string> AuditLog { get; } = new("audit-log-path", "",
        "The file of audit events; - for standard output. Needs audit-policy-file", Parse.Text);

    public static Setting<int> AuditFileMegabytes { get; } = new("audit-log-maxsize", 100,
        "Megabytes after which a new file is begun. Default: 100", Parse.Count);

    public static Setting<int> AuditFiles { get; } = new("audit-log-maxbackup", 0,
        "Old files that are kept; 0 for all. Default: 0", Parse.Count);

    public static Setting<int> AuditDays { get; } = new("audit-log-maxage", 0,
        "Days for which old files are kept; 0 for ever. Default: 0", Parse.Count);

    public static Setting<string> Encryption { get; } = new("encryption-provider-config", "",
        "An apiserver.config.k8s.io/v1 EncryptionConfiguration: what is stored encrypted. Default: nothing is",
        Parse.Text);

    public static Setting<bool> EncryptSecrets { get; } = new("encrypt-secrets", false,
        "Store Secrets encrypted, with a configuration that is made in the data directory", Parse.Switch,
        isSwitch: true);

    public static Setting<string> ClientAuthorities { get; } = new("client-ca-file", "",
        "Further authorities of client certificates, a PEM bundle; read again whenever it changes. Default: none",
        Parse.Text);

    public static IReadOnlyList<Setting> All { get; } =
    [
        FlowControl, ReadsInFlight, WritesInFlight, AuditPolicy, AuditLog, AuditFileMegabytes, AuditFiles, AuditDays,
        Encryption, EncryptSecrets, ClientAuthorities, .. AccessSettings.All,
    ];

    public static ApiServerSettingValues From(SettingReader reader, List<string> problems)
    {
        string encryption = reader.Get(Encryption);
        if (encryption.Length > 0 && reader.Get(EncryptSecrets))
        {
            problems.Add(
                "--encrypt-secrets makes a configuration of its own: leave it out beside --encryption-provider-config");
        }
        int told = reader.Get(ReadsInFlight) + reader.Get(WritesInFlight);
        return new()
        {
            FlowSeats = !reader.Get(FlowControl) ? 0
                : told > 0 ? told : Limits.FlowSeatsOf(Environment.ProcessorCount),
            Encryption = encryption.Length == 0 ? null : Read(encryption, EncryptionConfiguration.Parse, problems),
            EncryptSecrets = reader.Get(EncryptSecrets),
            Access = AccessSettings.From(reader, problems),
            ClientAuthorityFile = ClientAuthorityFile(reader.Get(ClientAuthorities), problems),
            AuditPolicy = Policy(reader.Get(AuditPolicy), reader.Get(AuditLog), problems),
            AuditLog = reader.Get(AuditLog).Length == 0 ? null : new()
            {
                Path = reader.Get(AuditLog),
                FileBytesMax = (long)Math.Max(1, reader.Get(AuditFileMegabytes)) * BytesPerMegabyte,
                FilesMax = reader.Get(AuditFiles),
                AgeMax = TimeSpan.FromDays(reader.Get(AuditDays)),
            },
        };
    }

    private static string ClientAuthorityFile(string file, List<string> problems)
    {
        if (file.Length == 0)
            return "";
        if (!File.Exists(file))
            problems.Add($"--client-ca-file is \"{file}\": there is no such file");
        return Path.GetFullPath(file);
    }

    private static AuditPolicy? Policy(string file, string log, List<string> problems)
    {
        if (file.Length == 0 && log.Length == 0)
            return null;
        if (file.Length == 0)
            problems.Add("--audit-log-path needs --audit-policy-file");
        else if (log.Length == 0)
            problems.Add("--audit-policy-file needs --audit-log-path");
        else
            return Read(file, ApiServer.Audit.AuditPolicy.Parse, problems);
        return null;
    }

    /// <summary>A configuration file, read strictly; what is wrong with it goes into the problems.</summary>
    internal static T? Read<T>(string file, Func<string, T> parse, List<string> problems)
        where T : class
    {
        try
        {
            return parse(File.ReadAllText(file));
        }
        catch (ConfigurationException exception)
        {
            problems.AddRange(exception.Problems.Select(problem => $"{file}: {problem}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{file} cannot be read: {exception.Message}");
        }
        return null;
    }
}

/// <summary>What the API server was told about serving and writing down.</summary>
internal sealed record ApiServerSettingValues
{
    public required int FlowSeats { get; init; }
    public EncryptionConfiguration? Encryption { get; init; }
    /// <summary>Make an encryption configuration in the data directory and follow it.</summary>
    public bool EncryptSecrets { get; init; }
    /// <summary>Who is who, who may do what, and what writes have to pass.</summary>
    public AccessOptions Access { get; init; } = new();
    /// <summary>A PEM bundle beside the cluster's own authority; empty: none.</summary>
    public string ClientAuthorityFile { get; init; } = "";
    public AuditPolicy? AuditPolicy { get; init; }
    public AuditLogOptions? AuditLog { get; init; }
}
