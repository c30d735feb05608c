namespace Kubesharp.Api.FlowControl;

/// <summary>The known values of PriorityLevelEnablement.</summary>
public static class PriorityLevelEnablement
{
    public const string Exempt = "Exempt";
    public const string Limited = "Limited";
}
