namespace Kubesharp.Api.FlowControl;

/// <summary>The known values of SubjectKind.</summary>
public static class SubjectKind
{
    public const string User = "User";
    public const string Group = "Group";
    public const string ServiceAccount = "ServiceAccount";
}
