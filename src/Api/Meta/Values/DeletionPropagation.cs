namespace Kubesharp.Api.Meta;

/// <summary>The known values of DeletionPropagation.</summary>
public static class DeletionPropagation
{
    public const string Orphan = "Orphan";
    public const string Background = "Background";
    public const string Foreground = "Foreground";
}
