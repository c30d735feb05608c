using System.CommandLine;
using Kubesharp.Joining;
using Kubesharp.Kubelet.Images;

namespace Kubesharp.Options;

/// <summary>The settings of `kubesharp agent`.</summary>
internal static class AgentSettings
{
    public static Setting<string> Kubeconfig { get; } = new("kubeconfig", "",
        "A kubeconfig with the address of the server and the credentials of this node.", Parse.Text);

    public static Setting<string> Server { get; } = new("server", "",
        "The server to join: https://HOST:PORT. Default: the one that this machine joined before", Parse.ServerUrl);

    public static Setting<JoinToken?> Token { get; } = new("token", null,
        "What `kubesharp token create` printed there. Needed once: afterwards the node has certificates of its own.",
        Parse.JoinToken) { IsSecret = true };

    public static ListSetting AuthorityHashes { get; } = new("discovery-token-ca-cert-hash",
        "By which the cluster's authority is known, sha256:HEX, for a token that does not say so itself.");

    public static Setting<bool> SkipAuthorityHash { get; } = new("discovery-token-unsafe-skip-ca-verification", false,
        "Join without a hash: whoever else has the token could pass himself off as the server.", Parse.Switch,
        isSwitch: true);

    public static IReadOnlyList<Setting> All { get; } =
        [.. CommonSettings.All, Kubeconfig, Server, Token, AuthorityHashes, SkipAuthorityHash];

    /// <summary>Throws <see cref="OptionsException"/> with every violation.</summary>
    public static AgentOptions Read(ParseResult flags)
    {
        SettingReader reader = new(flags, All, CommonSettings.FileOf(flags));
        List<string> problems = [.. reader.Problems];
        IReadOnlyList<string> hashes = reader.Get(AuthorityHashes);
        problems.AddRange(hashes.Where(static hash => !Joining.JoinToken.IsHash(hash)).Select(static hash =>
            $"--{AuthorityHashes.Name} is \"{hash}\": must be sha256: and 64 hexadecimal digits"));
        if (problems.Count > 0)
            throw new OptionsException(problems);
        JoinToken? join = reader.Get(Token) is { } token
            ? token with
            {
                AuthorityHashes =
                    [.. token.AuthorityHashes, .. hashes.Select(static hash => hash.ToLowerInvariant())],
            }
            : null;
        AgentOptions options = From(reader, CommonSettings.Network(reader)) with
        {
            Kubeconfig = reader.Get(Kubeconfig),
            Server = reader.Get(Server),
            Join = join,
            SkipAuthorityHash = reader.Get(SkipAuthorityHash),
        };
        problems.AddRange(ProblemsOf(options, NodeIdentity.IsThere(options.DataDirectory)));
        return problems.Count > 0 ? throw new OptionsException(problems) : options;
    }

    /// <summary>What is missing to reach a server. Pure.</summary>
    internal static IEnumerable<string> ProblemsOf(AgentOptions options, bool joinedBefore)
    {
        if (options.Kubeconfig.Length > 0)
        {
            if (options.Server.Length > 0 || options.Join is not null)
                yield return "--kubeconfig names the server and the credentials: leave out --server and --token";
            yield break;
        }
        if (options.Server.Length == 0 && !joinedBefore)
            yield return "--server is missing: an agent must know its server";
        if (options.Join is null && !joinedBefore)
            yield return "--token is missing: `kubesharp token create` on the server prints one";
        if (options.Join is { AuthorityHashes.Count: 0 } && !options.SkipAuthorityHash)
        {
            yield return "--token says nothing about the cluster's authority: add "
                + "--discovery-token-ca-cert-hash sha256:HEX";
        }
    }

    /// <summary>The options of a node on this machine that needs to reach no server.</summary>
    public static AgentOptions ReadLocal(ParseResult flags)
    {
        SettingReader reader = new(flags, CommonSettings.All, CommonSettings.FileOf(flags));
        return reader.Problems.Count > 0
            ? throw new OptionsException(reader.Problems)
            : From(reader, CommonSettings.Network(reader));
    }

    /// <exception cref="OptionsException">A file that the settings name cannot be followed.</exception>
    public static AgentOptions From(SettingReader reader, ClusterNetwork network)
    {
        ImageOptions images = new()
        {
            CredentialProviderConfiguration = reader.Get(CommonSettings.CredentialProviderConfiguration),
            CredentialProviderDirectory = reader.Get(CommonSettings.CredentialProviderDirectory),
        };
        if (CredentialProviderFile.ProblemsOf(images) is { Count: > 0 } problems)
            throw new OptionsException(problems);
        return From(reader, network, images);
    }

    private static AgentOptions From(SettingReader reader, ClusterNetwork network, ImageOptions images) => new()
    {
        DataDirectory = Path.GetFullPath(reader.Get(CommonSettings.DataDirectory)),
        NodeName = reader.Get(CommonSettings.NodeName),
        NodeAddress = reader.Get(CommonSettings.NodeAddress),
        NodeLabels = reader.Get(CommonSettings.NodeLabels),
        StaticPodDirectory = reader.Get(CommonSettings.StaticPodDirectory) is { Length: > 0 } folder
            ? Path.GetFullPath(folder)
            : "",
        PodsMax = reader.Has(CommonSettings.PodsMax) ? reader.Get(CommonSettings.PodsMax) : null,
        LeaseSeconds = reader.Has(CommonSettings.LeaseSeconds) ? reader.Get(CommonSettings.LeaseSeconds) : null,
        KubeletConfiguration = KubeletConfigurationFile.Read(CommonSettings.KubeletConfigurationPath(reader)),
        CredentialProviderConfiguration = images.CredentialProviderConfiguration,
        CredentialProviderDirectory = images.CredentialProviderDirectory,
        ClusterDns = reader.Get(CommonSettings.ClusterDns),
        ClusterDomain = reader.Has(CommonSettings.ClusterDomain) ? reader.Get(CommonSettings.ClusterDomain) : "",
        AllowedUnsafeSysctls = reader.Get(CommonSettings.AllowedUnsafeSysctls),
        Network = network,
        Log = CommonSettings.Log(reader),
    };
}
