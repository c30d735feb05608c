namespace Kubesharp.Api.Meta;

/// <summary>The known values of RowConditionType.</summary>
public static class RowConditionType
{
    public const string Completed = "Completed";
}
