using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Certificates;

/// <summary>CertificateSigningRequests. The server writes who asks; afterwards only the status changes.</summary>
internal sealed class CertificateSigningRequestStrategy : Strategy<CertificateSigningRequest>
{
    private const string SignerName = "spec.signerName";

    protected override bool Namespaced => false;
    protected override NameRule NameRule => NameRules.PathSegment;

    protected override CertificateSigningRequest WithSpecOf(
        CertificateSigningRequest value, CertificateSigningRequest source) => value with { Spec = source.Spec };

    protected override CertificateSigningRequest WithStatusOf(
        CertificateSigningRequest value, CertificateSigningRequest? source) =>
        value with { Status = source?.Status ?? CertificateSigningRequestStatus.Empty };

    protected override CertificateSigningRequest PrepareForUpdate(
        CertificateSigningRequest value, CertificateSigningRequest old) => value with { Spec = old.Spec };

    protected override void Validate(CertificateSigningRequest value, FieldErrors errors) =>
        CertificateSigningRequestRules.Validate(value, errors);

    protected override void ValidateUpdate(
        CertificateSigningRequest value, CertificateSigningRequest old, FieldErrors errors) =>
        CertificateSigningRequestRules.ValidateUpdate(value, old, errors);

    protected override void ValidateStatusUpdate(
        CertificateSigningRequest value, CertificateSigningRequest old, FieldErrors errors) =>
        CertificateSigningRequestRules.ValidateStatusUpdate(value, old, errors);

    public override IReadOnlyList<string> SelectableFields { get; } = [SignerName];

    protected override string? FieldValue(CertificateSigningRequest value, string field) =>
        field == SignerName ? value.Spec.SignerName : base.FieldValue(value, field);

    private static string Condition(CertificateSigningRequest value)
    {
        bool Is(string type) => value.Status.Conditions.Any(condition => condition.Type == type);
        string text = Is("Denied") ? "Denied" : Is("Approved") ? "Approved" : "Pending";
        if (Is("Failed"))
            text += ",Failed";
        return value.Status.Certificate is { Length: > 0 } ? text + ",Issued" : text;
    }

    private static string Duration(CertificateSigningRequest value) =>
        value.Spec.ExpirationSeconds is { } seconds
            ? HumanDuration.Format(TimeSpan.FromSeconds(seconds))
            : CellText.None;

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<CertificateSigningRequest>(),
        Printing.Columns.Age<CertificateSigningRequest>(),
        Printing.Columns.Text<CertificateSigningRequest>(
            "SignerName", "Who is to sign.", static value => value.Spec.SignerName),
        Printing.Columns.Text<CertificateSigningRequest>(
            "Requestor", "Who asked.", static value => value.Spec.Username),
        Printing.Columns.Text<CertificateSigningRequest>(
            "RequestedDuration", "For how long the certificate is to hold.", Duration),
        Printing.Columns.Text<CertificateSigningRequest>("Condition", "What became of it.", Condition),
    ];
}
