namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>The known values of OperationType.</summary>
public static class OperationType
{
    public const string All = "*";
    public const string CREATE = "CREATE";
    public const string UPDATE = "UPDATE";
    public const string DELETE = "DELETE";
    public const string CONNECT = "CONNECT";
}
