namespace Kubesharp.Kubelet.Plugins;

/// <summary>What is done with plugins of one type that make themselves known.</summary>
internal interface IPluginHandler
{
    /// <summary>As plugins name it: <c>CSIPlugin</c>.</summary>
    string Type { get; }

    /// <summary>Takes the plugin into use.</summary>
    /// <param name="endpoint">The path of the socket where it serves.</param>
    /// <exception cref="IOException">It cannot be used; the plugin is told why, and asked again later.</exception>
    Task RegisterAsync(
        string name, string endpoint, IReadOnlyList<string> versions, CancellationToken cancellationToken);

    /// <summary>The plugin has taken its socket away.</summary>
    Task DeregisterAsync(string name, CancellationToken cancellationToken);
}
