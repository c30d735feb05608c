namespace Kubesharp.Api.Admission;

/// <summary>The known values of Operation.</summary>
public static class Operation
{
    public const string CREATE = "CREATE";
    public const string UPDATE = "UPDATE";
    public const string DELETE = "DELETE";
    public const string CONNECT = "CONNECT";
}
