import { count } from '../../ui/format.ts'
import type { marketsKo } from '../ko/markets.ts'
import type { Widened } from '../widened.ts'

export const marketsEn: Widened<typeof marketsKo> = {
  markets: {
    title: 'Markets',
    text: {
      coupang: 'Connect with the OPEN API key that Coupang Wing issues. A key is valid for 180 days.',
      naver:
        'Connect with the “own store application” of the Commerce API Center. It needs the integrated manager’s rights.',
      '11st': 'Connect with the seller API key of the 11st Open API Center. A key is valid for 180 days.',
    },
    steps: {
      coupang: [
        'Issue an OPEN API key in Coupang Wing, with self-development (자체개발, direct input) as what it is linked to.',
        'Enter this computer’s public IP address. Up to 10 may be registered; a change takes about 30 minutes.',
        'Paste vendor code, access key and secret key below. First rights may take up to 24 hours.',
      ],
      naver: [
        'Log in to the Commerce API Center as integrated manager and register an own-store application.',
        'Enter this computer’s public IP address among the API call addresses, and switch on the groups for products and seller information.',
        'Paste application id and secret (29 characters, beginning with $2a$) below.',
      ],
      '11st': [
        'Apply for the Seller API in the 11st Open API Center, and choose direct input (직접입력) of addresses.',
        'Enter this computer’s public IP address. Several are separated by semicolons (;).',
        'Paste the 32-character key below. General and global sellers have different keys.',
      ],
    },
    stepsTitle: 'How to prepare',
    address:
      'The public IP address is the one that the markets see of your internet connection. Calls from an address that is not registered are refused, and the address that the market names is then shown here. When your provider changes it, it must be registered again.',
    openPlace: {
      coupang: 'Open Coupang Wing',
      naver: 'Open the Commerce API Center',
      '11st': 'Open the Open API Center',
    },
    /** What a market asks its sellers to know at the first connection. */
    notices: {
      naver: {
        title: 'How Naver’s secret is used',
        text: 'The secret of an own-store application is for your own store only, and must not be handed to another company’s service. This program keeps it in this computer’s keychain only, and calls Naver from this computer. It is sent nowhere else. Enter the secret of a store that you operate.',
      },
    },
    fields: {
      vendorId: 'Vendor code (begins with A)',
      vendorUserId: 'Wing login id',
      accessKey: 'Access key',
      secretKey: 'Secret key',
      clientId: 'Application id',
      clientSecret: 'Application secret',
      apiKey: 'API key',
    },
    connect: (name) => `Connect ${name}`,
    connectGo: 'Connect',
    connected: (name) => `${name} is connected.`,
    change: 'Change',
    changeTitle: (name) => `Change the connection to ${name}`,
    secretHint: 'Kept in this computer’s keychain only, and never shown again.',
    practice: 'The values of the practice market are filled in. They open nothing real.',
    required: 'Enter a value.',
    key: 'Key',
    limits: 'Rate limit',
    seeListings: 'See listings',
    disconnectTitle: (name) => `Disconnect ${name}`,
    disconnectText:
      'The keys are removed from this computer’s keychain. Listings and records stay, but the market is told of nothing sold out or priced anew until it is connected again.',
    capabilities: {
      title: 'What each market can do',
      note: 'As each market’s adapter says itself.',
      what: 'Ability',
      yes: 'Yes',
      no: 'No',
      rows: {
        nameLimit: 'Length of names',
        maxOptions: 'Options',
        maxImages: 'Pictures',
        priceStep: 'Steps of prices',
        priceChange: 'One change of price',
        limits: 'Rate limit',
        suggestsCategory: 'Suggests categories',
        fetchesImages: 'Fetches pictures itself',
        reviews: 'Reviewed by people',
        findsBySku: 'Finds by seller code',
        setsPrice: 'Changes prices',
        setsStock: 'Changes stock',
        stops: 'Stops selling',
        resumes: 'Sells again',
        deletes: 'Deletes',
      },
      upTo: (n) => `up to ${count(n)}`,
      pictures: (n) => `up to ${count(n)}`,
      letters: (n) => `up to ${count(n)} characters`,
      euckr: (n) => `up to ${count(n)} bytes`,
      won: (n) => `₩${count(n)}`,
      change: (down, up) => `−${down} to +${up}`,
      free: 'no limit',
      rate: (perSecond, perDay) =>
        perDay === null ? `${perSecond} a second` : `${perSecond} a second, ${count(perDay)} a day`,
    },
    access: {
      title: 'Member app',
      text: 'The connection that lets buyers into your own app is set up in App access.',
      open: 'Open App access',
    },
    today: {
      figures: 'Products and listings',
      stockValue: 'Stock value',
      stockValueHint: 'Wholesale price × counted stock of what is available.',
      margin: 'Average margin',
      marginHint: 'Of the price, over what is approved or on a market.',
      noMargin: 'none yet',
      products: 'Wholesale products',
      onSale: 'Listings on sale',
      checkApproved: 'Approve a listing',
    },
    product: {
      column: 'Listed on',
      none: 'Not listed',
      title: 'Listed on',
      listedOn: 'Listed on',
      nowhere: 'Nowhere',
      margin: 'Margin if sold',
      marginMarket: 'Market',
      minMargin: 'At least',
      marginHint:
        'What the chosen market’s price rules would leave of the price. Products for which there is no rule or no price are not shown.',
      from: (market, rate) => `${market}, ${rate} and more`,
    },
  },
}
