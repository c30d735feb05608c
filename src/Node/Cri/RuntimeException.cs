using Grpc.Core;

namespace Kubesharp.Kubelet.Cri;

/// <summary>The runtime refused or could not be reached. The message reads as events of Kubernetes quote it.</summary>
internal sealed class RuntimeException : IOException
{
    public RuntimeException(StatusCode code, string detail)
        : base($"rpc error: code = {code} desc = {detail}")
    {
        Code = code;
        Detail = detail;
    }

    /// <summary>Several refusals in a row, with a message for all.</summary>
    public RuntimeException(IReadOnlyList<RuntimeException> refusals, string message)
        : base(message)
    {
        Code = refusals[^1].Code;
        Detail = message;
    }

    public StatusCode Code { get; }
    public string Detail { get; }
}
