package io.gatepass.testkit;

/** The form of a user with every documented field. */
final class FakeMatchTraderForms {
    private FakeMatchTraderForms() {}

    static String whole(String uuid) {
        return """
                {"email":"new@example.com","password":"Example-pw-1","clientType":"PROFESSIONAL",
                 "createAsDepositedAccount":true,
                 "personalDetails":{"firstname":"Ada","lastname":"Example","dateOfBirth":"1990-04-01",
                   "citizenship":"US","language":"en","maritalStatus":"SINGLE","taxIdentificationNumber":"1",
                   "passport":{"number":"X1","country":"US"}},
                 "contactDetails":{"phoneNumber":"+10000000000","faxNumber":"+10000000001",
                   "toContact":{"toContactDate":"2026-12-01T10:00:00Z","alreadyContacted":false}},
                 "accountConfiguration":{"partnerId":0,"branchUuid":"UUID","roleUuid":"UUID",
                   "accountManagerUuid":"UUID","ibParentTradingAccountUuid":"UUID",
                   "crmUserScope":{"branchScope":["UUID"],"managerPools":[]},"accountTypeContact":true},
                 "addressDetails":{"country":"US","state":"NY","city":"X","postCode":"1","address":"Y"},
                 "bankingDetails":{"bankAddress":"A","bankSwiftCode":"S","bankAccount":"1","bankName":"Bank",
                   "accountName":"Ada"},
                 "leadDetails":{"statusUuid":"UUID","source":"web","providerUuid":"UUID",
                   "becomeActiveClientTime":"2026-12-01T10:00:00.123456Z"}}
                """.replace("UUID", uuid);
    }
}
