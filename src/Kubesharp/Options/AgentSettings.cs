using System.CommandLine;

namespace Kubesharp.Options;

/// <summary>The settings of `kubesharp agent`.</summary>
internal static class AgentSettings
{
    public static Setting<string> Kubeconfig { get; } = new("kubeconfig", "",
        "A kubeconfig with the address of the server and the credentials of this node.", Parse.Text);

    public static IReadOnlyList<Setting> All { get; } = [.. CommonSettings.All, Kubeconfig];

    /// <summary>Throws <see cref="OptionsException"/> with every violation.</summary>
    public static AgentOptions Read(ParseResult flags)
    {
        SettingReader reader = new(flags, All, CommonSettings.FileOf(flags));
        List<string> problems = [.. reader.Problems];
        if (problems.Count == 0 && reader.Get(Kubeconfig).Length == 0)
            problems.Add("--kubeconfig is missing: an agent must know its server");
        if (problems.Count > 0)
            throw new OptionsException(problems);
        return From(reader, CommonSettings.Network(reader)) with { Kubeconfig = reader.Get(Kubeconfig) };
    }

    /// <summary>The options of a node on this machine that needs to reach no server.</summary>
    public static AgentOptions ReadLocal(ParseResult flags)
    {
        SettingReader reader = new(flags, CommonSettings.All, CommonSettings.FileOf(flags));
        return reader.Problems.Count > 0
            ? throw new OptionsException(reader.Problems)
            : From(reader, CommonSettings.Network(reader));
    }

    public static AgentOptions From(SettingReader reader, ClusterNetwork network) => new()
    {
        DataDirectory = Path.GetFullPath(reader.Get(CommonSettings.DataDirectory)),
        NodeName = reader.Get(CommonSettings.NodeName),
        NodeAddress = reader.Get(CommonSettings.NodeAddress),
        NodeLabels = reader.Get(CommonSettings.NodeLabels),
        Network = network,
        Log = CommonSettings.Log(reader),
    };
}
