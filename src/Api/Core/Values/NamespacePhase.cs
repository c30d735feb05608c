namespace Kubesharp.Api.Core;

/// <summary>The known values of NamespacePhase.</summary>
public static class NamespacePhase
{
    public const string Active = "Active";
    public const string Terminating = "Terminating";
}
