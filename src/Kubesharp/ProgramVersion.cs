namespace Kubesharp;

/// <summary>What `kubesharp version` says.</summary>
internal static class ProgramVersion
{
    /// <summary>The release of Kubernetes whose behaviour this program has.</summary>
    public const string Kubernetes = "1.36";

    public static string Text =>
        $"kubesharp {typeof(ProgramVersion).Assembly.GetName().Version?.ToString(3)} (Kubernetes {Kubernetes})";
}
